/** The daemon: claims the port, starts moto, answers until it is told to stop. Started by `startEmbeddedAws`. */
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedPort, LOOPBACK } from '../address';
import { HEALTH_PATH, STOP_PATH, type Health } from '../health';
import { startMoto, type MotoProcess } from '../moto/process';
import { services } from '../services';
import { createGateway } from './gateway';
import type { Reply } from './call';
import { HEALTH_NAME, said } from './own-paths';
import { issueToken } from './token';

const python = process.argv[2] ?? 'python3';
const startedAt = new Date().toISOString();
/** What goes on in services has to end before the process does, or sooner or later without it. */
const END_LIMIT_MS = 5_000;
const added = services(log);
let moto: MotoProcess | undefined;

function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

async function end(why: string, code: number): Promise<never> {
  log(`ending: ${why}`);
  await Promise.race([Promise.allSettled(added.map((service) => service.end?.())), pause(END_LIMIT_MS)]);
  moto?.stop();
  process.exit(code);
}

function own(method: string, path: string): Reply | undefined {
  if (method === 'POST' && path === STOP_PATH) {
    // The answer has to be on its way before the process is gone.
    setImmediate(() => setImmediate(() => void end('told to stop', 0)));
    return said(200, {});
  }
  if (path !== HEALTH_PATH) return undefined;
  const health: Health = {
    name: HEALTH_NAME,
    pid: process.pid,
    startedAt,
    ready: moto !== undefined,
    moto: moto?.version,
  };
  return said(moto ? 200 : 503, health);
}

async function main(): Promise<void> {
  let token = '';
  const server = createGateway({ moto: () => moto?.socket, own, token: () => token, log, services: added });
  // The port is claimed before moto starts, so that of two daemons started at once only one goes on.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(embeddedPort(), LOOPBACK, () => {
      // Before the first request is looked at, and by the one that has the port: who is refused reads the file again.
      token = issueToken(embeddedPort());
      resolve();
    });
  });
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('SIGINT', () => void end('SIGINT', 0));
  await Promise.all(added.map((service) => service.begin?.()));
  moto = await startMoto(python, (how) => void end(`moto ended by itself (${how}); see the lines above`, 1));
  log(`the embedded AWS (moto ${moto.version}) answers on ${LOOPBACK}:${embeddedPort()}`);
}

main().catch((error: unknown) => end(error instanceof Error ? error.message : String(error), 1));
