import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedEndpoint, embeddedPort, LOOPBACK } from './address';
import { REPOSITORY, workFolder } from './folders';
import { askGateway, listener, STOP_PATH, type Health } from './health';
import { pythonWithMoto } from './moto/python';

export interface Started {
  readonly endpoint: string;
  readonly pid: number;
  readonly alreadyRunning: boolean;
}

export type EmbeddedAwsStatus = { readonly running: false; readonly endpoint: string } | (Health & RunningStatus);
interface RunningStatus {
  readonly running: true;
  readonly endpoint: string;
  readonly log: string;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const POLL_MS = 100;

/**
 * Starts the embedded AWS, unless it runs already, and waits until it answers.
 * @param state the folder of a captured state to begin with. @default - it is empty
 */
export async function startEmbeddedAws(limitMs = START_LIMIT_MS, state?: string): Promise<Started> {
  const endpoint = embeddedEndpoint();
  const running = await ours();
  if (running?.ready) return { endpoint, pid: running.pid, alreadyRunning: true };
  const child = running ? undefined : await launch(state);
  const health = await untilReady(child, limitMs);
  return { endpoint, pid: health.pid, alreadyRunning: health.pid !== child?.pid };
}

/** Ends the embedded AWS and waits until its port is free. False if it was not running. */
export async function stopEmbeddedAws(limitMs = STOP_LIMIT_MS): Promise<boolean> {
  if (!(await ours())) return false;
  // It can be gone before its answer is read.
  await askGateway('POST', STOP_PATH).catch(() => undefined);
  const limit = Date.now() + limitMs;
  while ((await listener()).kind !== 'nothing') {
    if (Date.now() > limit) {
      throw new Error(
        `The embedded AWS on ${LOOPBACK}:${embeddedPort()} has been stopped and still holds its port after ` +
          `${limitMs / 1000} s. Its log is ${logFile()}.`,
      );
    }
    await pause(POLL_MS);
  }
  return true;
}

export async function embeddedAwsStatus(): Promise<EmbeddedAwsStatus> {
  const endpoint = embeddedEndpoint();
  const health = await ours();
  return health ? { ...health, running: true, endpoint, log: logFile() } : { running: false, endpoint };
}

/** The health of the gateway, undefined if nothing listens; another program on the port is refused. */
async function ours(): Promise<Health | undefined> {
  const found = await listener();
  if (found.kind === 'embedded-aws') return found.health;
  if (found.kind === 'nothing') return undefined;
  throw new Error(
    `Port ${embeddedPort()} of ${LOOPBACK} is meant for the embedded AWS, but another program answers there: ` +
      `${found.said}. End that program, or choose another port: EMBEDDED_AWS_PORT=4567 npm start.`,
  );
}

async function launch(state?: string): Promise<ChildProcess> {
  const python = await pythonWithMoto();
  mkdirSync(workFolder, { recursive: true });
  const log = openSync(logFile(), 'a');
  try {
    const program = [require.resolve('@malinshopper/bundle/run'), join(__dirname, 'gateway', 'main.ts')];
    const args = [...program, python, ...(state ? [state] : [])];
    // Detached: the daemon outlives the command that starts it, and Ctrl-C in a terminal does not reach it.
    const env = { ...process.env, EMBEDDED_AWS_PORT: String(embeddedPort()) };
    const child = spawn(process.execPath, args, { cwd: REPOSITORY, env, detached: true, stdio: ['ignore', log, log] });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Waits for a gateway that answers: the one just started or, where two starts raced, the one that got the port. */
async function untilReady(child: ChildProcess | undefined, limitMs: number): Promise<Health> {
  const limit = Date.now() + limitMs;
  while (Date.now() < limit) {
    const ended = child === undefined || child.exitCode !== null || child.signalCode !== null;
    const health = await ours();
    if (health?.ready) return health;
    if (ended && !health) break;
    await pause(POLL_MS);
  }
  throw new Error(
    `The embedded AWS did not become ready on ${LOOPBACK}:${embeddedPort()}. The end of its log (${logFile()}):\n${logEnd()}`,
  );
}

/** Each port has its own log, so that several embedded AWSs can run side by side. */
function logFile(): string {
  const name = process.env['EMBEDDED_AWS_PORT'] ? `gateway-${embeddedPort()}.log` : 'gateway.log';
  return join(workFolder, name);
}

function logEnd(): string {
  if (!existsSync(logFile())) return '(there is none)';
  return readFileSync(logFile(), 'utf8').trim().split('\n').slice(-10).join('\n');
}
