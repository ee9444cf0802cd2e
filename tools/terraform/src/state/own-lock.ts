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
   * Says that other processes hold it from now on.
   * @throws if it was released by somebody meanwhile
   */
  heldBy(processes: readonly ProcessIdentity[]): Promise<void>;
  /** @returns whether it was still ours */
  release(): Promise<boolean>;
}

/**
 * Takes the lock on a state as Terraform does (internal/backend/remote-state/s3/client.go: an object that is only written if there is none), and says in
 * its `Info` which processes hold it: Terraform's own lock says no more than `user@host`, by which nothing can be proved about who is dead.
 * Terraform itself is run with `-lock=false` while it is held.
 * @param operation in Terraform's word, such as `apply`
 * @throws if it is taken, with by whom
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
      // The answer to the same write was lost, and the client sent it again.
      if (now?.id === about.ID) return now.etag;
      const held = now ? describeLock(now, state) : 'locked no more by this run';
      throw new Error(`${state.key} is ${held}: another run was faster. Nothing was begun.`);
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
