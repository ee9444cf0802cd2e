import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import { pack, unpack } from '../snapshot/archive';
import type { Reply, Service } from './call';
import type { Gate } from './gate';
import { packKept, unpackKept, type Kept } from './kept';

/** The files of a captured state, in a folder of their own. */
export const capturedParts = { moto: 'moto.pickle', gateway: 'gateway.v8', instances: 'instances.tar' } as const;

const LEFTOVER_MS = 60 * 60 * 1000;

export interface Capturing {
  readonly gate: Gate;
  readonly services: readonly Service[];
  readonly kept: readonly Kept[];
  readonly saveMoto: (file: string) => Promise<void>;
  /** The folders of the instances. */
  readonly instances: string;
  /** The folder in which the folder of the captured state is made. */
  readonly into: string;
}

/**
 * Writes the whole state of this embedded AWS into a new folder, while no call is in progress.
 * @returns the folder
 * @throws Error if background work would be interrupted
 */
export async function capture({ gate, services, kept, saveMoto, instances, into }: Capturing): Promise<string> {
  await mkdir(into, { recursive: true, mode: 0o700 });
  await removeLeftovers(into);
  // mkdtemp makes it for this user alone.
  const folder = await mkdtemp(join(into, 'captured-'));
  try {
    await gate.whileQuiet(async () => {
      const [busy] = services.flatMap((service) => service.busyWith?.() ?? []);
      if (busy) throw new Error(`${busy} has not ended: try again when it has`);
      const gateway = packKept(kept);
      await Promise.all([
        saveMoto(join(folder, capturedParts.moto)),
        writeFile(join(folder, capturedParts.gateway), gateway, { mode: 0o600 }),
        existsSync(instances) && pack(instances, join(folder, capturedParts.instances)),
      ]);
    });
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes folders that a killed process left behind. Only old ones: no save and no restore that still runs can be that old. */
async function removeLeftovers(into: string): Promise<void> {
  for (const name of await readdir(into)) {
    const folder = join(into, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > LEFTOVER_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** Restores the state of the gateway itself; moto reads its own part when it starts. */
export async function restoreCaptured(folder: string, kept: readonly Kept[], instances: string): Promise<void> {
  unpackKept(kept, await readFile(join(folder, capturedParts.gateway)));
  const packed = join(folder, capturedParts.instances);
  if (existsSync(packed)) await unpack(packed, instances);
}

/** The version that captured a state: only the same version can continue it. */
export interface CapturedBy {
  /** SHA-256 of the gateway's sources. */
  readonly gateway: string;
  readonly moto: string;
  readonly python: string;
}

/** The gateway's answer after it has captured its state. */
export interface Captured extends CapturedBy {
  readonly folder: string;
}

/** Answers a request to capture: with the folder, or with the reason why it is not possible now. */
export async function captureReply(capturing: Capturing, by: CapturedBy): Promise<Reply> {
  try {
    const captured: Captured = { ...by, folder: await capture(capturing) };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(captured) };
  } catch (error) {
    return failureReply('json', new AwsFailure('NotNow', error instanceof Error ? error.message : String(error), 409));
  }
}
