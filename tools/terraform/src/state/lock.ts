import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { shortly } from '../durations';
import type { Session } from '../target/session';
import { deleteObject, readObject } from './objects';

const lockSchema = z.object({
  ID: z.string(),
  Operation: z.string(),
  Who: z.string(),
  Created: z.string(),
});

/** Who works on a state right now, or was killed while doing so. */
export interface Lock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
}

const lockObject = ({ bucket, key }: StateLocation) => ({ bucket, key: `${key}.tflock` });

/** The lock on a state, as Terraform's S3 backend writes it; undefined when it is free. */
export async function readLock(session: Session, state: StateLocation): Promise<Lock | undefined> {
  const text = await readObject(session.s3, lockObject(state));
  if (text === undefined) return undefined;
  const { ID: id, Operation, Who: who, Created } = lockSchema.parse(JSON.parse(text));
  return { id, who, operation: Operation.replace(/^OperationType/, '').toLowerCase(), created: new Date(Created) };
}

/** Removes a lock, if it is still the one that was looked at. */
export async function releaseLock(session: Session, state: StateLocation, lock: Lock): Promise<void> {
  const now = await readLock(session, state);
  if (now?.id !== lock.id) {
    throw new Error(
      `The lock on ${state.key} changed hands meanwhile (${now?.who ?? 'nobody'} has it now): look again.`,
    );
  }
  await deleteObject(session.s3, lockObject(state));
}

/** One sentence for a person: who, what, since when. */
export function describeLock({ who, operation, created, id }: Lock, now = Date.now()): string {
  const age = shortly(now - created.getTime());
  return `locked by ${who} (${operation}) for ${age}, since ${created.toISOString()}, lock ${id}`;
}
