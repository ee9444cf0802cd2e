/** The daemon: claims the port, starts moto, and answers until it is stopped. Started by `startEmbeddedAws`. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { embeddedPort, LOOPBACK } from '../address';
import { workFolder } from '../folders';
import { CAPTURE_PATH, HEALTH_PATH, STOP_PATH, type Health } from '../health';
import { oneLine } from '../one-line';
import { lateTagsOf } from '../enforcement/late-tags';
import { startMoto, type MotoProcess } from '../moto/process';
import { closePrototypes } from '../protocols/closed-prototypes';
import { services } from '../services';
import { issuersOf } from '../services/sts/issuers';
import { inUse, together } from '../services/in-use';
import { notHeededChanges } from '../services/not-heeded';
import { values } from '../services/values';
import { sourcesHash } from '../snapshot/sources';
import { instancesFolder } from '../services/codedeploy/surroundings';
import { capturedParts, captureReply, restoreCaptured } from './captured';
import { Gate } from './gate';
import { grantsOf } from './granted';
import { createGateway } from './gateway';
import { collected } from './kept';
import type { Reply } from './call';
import { HEALTH_NAME, said } from './own-paths';
import { issueToken } from './token';

closePrototypes();
const python = process.argv[2] ?? 'python3';
/** The folder of a captured state. @default - undefined: an empty AWS */
const state = process.argv[3];
const startedAt = new Date().toISOString();
/** The time limit for the background work of services at the end, in milliseconds; the process then ends without it. */
const END_LIMIT_MS = 5_000;
const { made: added, kept } = collected(() => services(log));
const gate = new Gate();
/** The hash of the sources that run here, also if the files have changed since. */
const sources = sourcesHash();
let moto: MotoProcess | undefined;

function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${oneLine(line)}\n`);
}

async function end(why: string, code: number): Promise<never> {
  log(`ending: ${why}`);
  await Promise.race([Promise.allSettled(added.map(async (service) => service.end?.())), pause(END_LIMIT_MS)]);
  moto?.stop();
  process.exit(code);
}

function own(method: string, path: string): Reply | Promise<Reply> | undefined {
  if (method === 'POST' && path === STOP_PATH) {
    // The answer has to be sent before the process ends.
    setImmediate(() => setImmediate(() => void end('told to stop', 0)));
    return said(200, {});
  }
  if (method === 'POST' && path === CAPTURE_PATH && moto) {
    const { save, version, python: pythonVersion } = moto;
    const into = join(workFolder, 'captured');
    const by = { gateway: sources, moto: version, python: pythonVersion };
    return captureReply({ gate, services: added, kept, saveMoto: save, instances: instancesFolder(), into }, by);
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

async function begin(): Promise<MotoProcess> {
  const motoEnded = (how: string) => void end(`moto ended by itself (${how}); see the lines above`, 1);
  const starting = startMoto(python, motoEnded, state && join(state, capturedParts.moto));
  await Promise.all(added.map(async (service) => service.begin?.()));
  if (state) await restoreCaptured(state, kept, instancesFolder());
  return starting;
}

async function main(): Promise<void> {
  let token = '';
  const lateTags = lateTagsOf(process.env);
  // The variable is read here, so that an invalid value stops the start of the gateway, and does not fail a later call.
  grantsOf(process.env);
  issuersOf(process.env);
  const server = createGateway({
    moto: () => moto?.socket,
    own,
    token: () => token,
    log,
    services: added,
    gate,
    guards: together(inUse, values, notHeededChanges),
    checksValues: true,
    lateTags,
  });
  // The port is bound before moto starts. If two daemons start at the same time, only one of them continues.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(embeddedPort(), LOOPBACK, () => {
      // Before the first request is read, and by the process that has the port: a refused client reads the file again.
      token = issueToken(embeddedPort());
      resolve();
    });
  });
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('SIGINT', () => void end('SIGINT', 0));
  moto = await begin();
  log(`the embedded AWS (moto ${moto.version}) answers on ${LOOPBACK}:${embeddedPort()}`);
}

main().catch((error: unknown) => end(error instanceof Error ? error.message : String(error), 1));
