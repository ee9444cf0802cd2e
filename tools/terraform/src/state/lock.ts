import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { duration } from '../durations';
import type { Session } from '../aws-target/session';
import { deleteObject, readDated } from './objects';

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
  /** Milliseconds since it was written, by the clock of S3. */
  readonly age: number;
  readonly etag: string;
}

const lockObject = ({ bucket, key }: StateLocation) => ({ bucket, key: `${key}.tflock` });

/** The lock on a state, as Terraform's S3 backend writes it; undefined when it is free. */
export async function readLock(session: Session, state: StateLocation): Promise<Lock | undefined> {
  const found = await readDated(session.s3, lockObject(state));
  if (!found) return undefined;
  const { ID: id, Operation, Who: who, Created } = lockSchema.parse(JSON.parse(found.text));
  const operation = Operation.replace(/^OperationType/, '').toLowerCase();
  return { id, who, operation, created: new Date(Created), age: found.age, etag: found.etag };
}

/**
 * Removes a lock, if it is still the one that was looked at.
 * @throws if it is another one, with who has it
 */
export async function releaseLock(session: Session, state: StateLocation, lock: Lock): Promise<void> {
  if (await deleteObject(session.s3, lockObject(state), lock.etag)) return;
  const now = await readLock(session, state);
  throw new Error(`The lock on ${state.key} changed hands meanwhile (${now?.who ?? 'no one'} has it now): look again.`);
}

/** One sentence for a person: who, what, since when. */
export function describeLock({ who, operation, created, id }: Lock, now = Date.now()): string {
  const age = duration(now - created.getTime());
  return `locked by ${who} (${operation}) for ${age}, since ${created.toISOString()}, lock ${id}`;
}
