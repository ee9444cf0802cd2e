/** The daemon: claims the port, starts moto, answers until it is told to stop. Started by `startEmbeddedAws`. */
import { embeddedPort, LOOPBACK } from '../address';
import { HEALTH_NAME, HEALTH_PATH, STOP_PATH, type Health } from '../health';
import { startMoto, type MotoProcess } from '../moto/process';
import { createGateway } from './gateway';
import type { Reply } from './call';

const python = process.argv[2] ?? 'python3';
const startedAt = new Date().toISOString();
let moto: MotoProcess | undefined;

function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

function end(why: string, code: number): never {
  log(`ending: ${why}`);
  moto?.stop();
  process.exit(code);
}

function own(method: string, path: string): Reply | undefined {
  const headers = { 'content-type': 'application/json' };
  if (method === 'POST' && path === STOP_PATH) {
    // The answer has to be on its way before the process is gone.
    setImmediate(() => setImmediate(() => end('told to stop', 0)));
    return { status: 200, headers, body: '{}' };
  }
  if (path !== HEALTH_PATH && moto) return undefined;
  const health: Health = {
    name: HEALTH_NAME,
    pid: process.pid,
    startedAt,
    ready: moto !== undefined,
    moto: moto?.version,
  };
  return { status: moto ? 200 : 503, headers, body: JSON.stringify(health) };
}

async function main(): Promise<void> {
  const server = createGateway({ motoPort: () => moto?.port ?? 0, own, log });
  // The port is claimed before moto starts, so that of two daemons started at once only one goes on.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(embeddedPort(), LOOPBACK, resolve);
  });
  process.on('SIGTERM', () => end('SIGTERM', 0));
  process.on('SIGINT', () => end('SIGINT', 0));
  moto = await startMoto(python, (how) => end(`moto ended by itself (${how}); see the lines above`, 1));
  log(`the embedded AWS (moto ${moto.version} on port ${moto.port}) answers on ${LOOPBACK}:${embeddedPort()}`);
}

main().catch((error: unknown) => end(error instanceof Error ? error.message : String(error), 1));
