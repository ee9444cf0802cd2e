import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { duration } from '../durations';
import { holderSchema, judgeHolder, type Holder } from '../machine';
import type { Session } from '../aws-target/session';
import { deleteObject, readDated } from './objects';

/** The content of Terraform's lock (internal/states/statemgr/locker.go, `LockInfo`). */
const lockSchema = z.object({
  ID: z.string().min(1),
  Operation: z.string(),
  Info: z.string().default(''),
  Who: z.string(),
  Created: z.iso.datetime({ offset: true }),
});

/** The lock of a run that works on a state, or was killed while doing so. */
export interface Lock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
  /** The processes that hold it. Undefined if Terraform was run by hand, or by an earlier version of these tools. */
  readonly holder?: Holder;
  /** The reason why neither Terraform nor these tools wrote it, with its text. */
  readonly broken?: string;
  /** Milliseconds since it was written, by the clock of S3. */
  readonly age: number;
  readonly etag: string;
}

export const lockObject = ({ bucket, key }: Pick<StateLocation, 'bucket' | 'key'>) => ({
  bucket,
  key: `${key}.tflock`,
});

/**
 * Returns the lock on a state, or undefined if the state is not locked. Terraform's S3 backend and these tools write it
 * in the same format. An unreadable lock also counts as a lock.
 */
export async function readLock(session: Session, state: StateLocation): Promise<Lock | undefined> {
  const found = await readDated(session.s3, lockObject(state));
  if (!found) return undefined;
  const { text, age, etag } = found;
  const parsed = lockSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const why =
      text.trim() === ''
        ? 'it is empty'
        : jsonOf(text) === undefined
          ? 'it is no JSON'
          : 'it lacks the fields of a lock';
    const shown = text.trim() === '' ? '' : `: ${visible(text)}`;
    const created = new Date(Date.now() - age);
    return { id: '', who: 'unknown', operation: 'unknown', created, broken: `${why}${shown}`, age, etag };
  }
  const { ID: id, Operation, Info, Who: who, Created } = parsed.data;
  const operation = Operation.replace(/^OperationType/, '').toLowerCase();
  const holder = holderSchema.safeParse(jsonOf(Info)).data;
  return { id, who, operation, created: new Date(Created), ...(holder && { holder }), age, etag };
}

/** Returns the state of a lock's holder: `dead` only if that is proved. */
export function judgeLock({ holder }: Pick<Lock, 'holder'>): 'alive' | 'dead' | 'unknown' {
  return holder ? judgeHolder(holder) : 'unknown';
}

/**
 * Removes a lock, if it is still the one that was read.
 * @throws if it is another one, with its holder
 */
export async function releaseLock(session: Session, state: StateLocation, lock: Pick<Lock, 'etag'>): Promise<void> {
  if (await deleteObject(session.s3, lockObject(state), lock.etag)) return;
  const now = await readLock(session, state);
  throw new Error(`The lock on ${state.key} changed hands meanwhile (holder now: ${now?.who ?? 'none'}): look again.`);
}

/** One sentence for a person: holder, operation, age. */
export function describeLock(
  { who, operation, created, id, broken }: Lock,
  state: StateLocation,
  now = Date.now(),
): string {
  if (broken !== undefined) {
    const { bucket, key } = lockObject(state);
    return `locked by s3://${bucket}/${key}, which is no lock that Terraform wrote (${broken})`;
  }
  const age = duration(now - created.getTime());
  return `locked by ${visible(who)} (${visible(operation)}) for ${age}, since ${created.toISOString()}, lock ${visible(id)}`;
}

/** A text of unknown origin made safe for a terminal: at most 200 characters, without control characters. */
const visible = (text: string) =>
  text.slice(0, 200).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
