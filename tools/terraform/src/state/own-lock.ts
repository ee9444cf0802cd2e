import { randomUUID } from 'node:crypto';
import type { StateLocation } from '../configuration';
import { thisMachineNow } from '../machine';
import { thisProcess, type ProcessIdentity } from '../processes';
import { thisMachine } from '../record/this-machine';
import type { Session } from '../aws-target/session';
import { describeLock, lockObject, readLock } from './lock';
import { deleteObject, wasFaster } from './objects';

/** A lock that this process has taken. */
export interface OwnLock {
  readonly id: string;
  /**
   * Records other processes as its holders from now on.
   * @throws if another process released it meanwhile
   */
  heldBy(processes: readonly ProcessIdentity[]): Promise<void>;
  /** @returns true if this run still held the lock */
  release(): Promise<boolean>;
}

/**
 * Takes the lock on a state as Terraform does (internal/backend/remote-state/s3/client.go: an object that is only written if there is none), and
 * records in its `Info` the processes that hold it: Terraform's own lock contains only `user@host`, which cannot prove that a holder is dead.
 * Terraform itself runs with `-lock=false` while it is held.
 * @param operation by Terraform's name, such as `apply`
 * @throws if it is taken, with the holder
 */
export async function takeLock(
  session: Session,
  state: StateLocation,
  operation: string,
  version: string,
): Promise<OwnLock> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { bucket, key } = lockObject(state);
  const about = {
    ID: randomUUID(),
    Operation: `OperationType${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
    Who: thisMachine(),
    Version: version,
    Created: new Date().toISOString(),
    Path: `${bucket}/${state.key}`,
  };
  const write = async (
    processes: readonly ProcessIdentity[],
    condition: { IfNoneMatch?: string; IfMatch?: string },
  ) => {
    const Body = JSON.stringify({ ...about, Info: JSON.stringify({ machine: thisMachineNow(), processes }) });
    const request = { Bucket: bucket, Key: key, Body, ContentType: 'application/json', ...condition };
    try {
      return (await session.s3.send(new PutObjectCommand(request))).ETag ?? '';
    } catch (error) {
      if (!wasFaster(error)) throw error;
      const now = await readLock(session, state);
      // The response to the same write was lost, and the client sent it again.
      if (now?.id === about.ID) return now.etag;
      const held = now ? describeLock(now, state) : 'no longer locked by this run';
      throw new Error(`${state.key} is ${held}: another run wrote it first. Nothing was begun.`);
    }
  };
  let etag = await write([thisProcess()], { IfNoneMatch: '*' });
  return {
    id: about.ID,
    heldBy: async (processes) => {
      etag = await write(processes, { IfMatch: etag });
    },
    release: () => deleteObject(session.s3, { bucket, key }, etag),
  };
}
