import { stateOwner, type StateLocation } from '../configuration';
import type { Session } from '../target/session';
import { readState, type State } from './state';
import { stateKeys } from './objects';

/** A state that still has resources and reads other states. */
export interface Borrower {
  readonly key: string;
  readonly reads: State['reads'];
}

/** Every state of the bucket that still manages something. */
export async function borrowers(session: Session, bucket: string): Promise<Borrower[]> {
  const keys = await stateKeys(session.s3, bucket);
  const states = await Promise.all(keys.map((key) => readState(session.s3, { bucket, key })));
  return keys.flatMap((key, index) => {
    const state = states[index];
    return state && state.managed.length > 0 ? [{ key, reads: state.reads }] : [];
  });
}

/** Those among them that read this state, except for the ones that `ignored` names by key. */
export function readersOf(
  lent: StateLocation,
  all: readonly Borrower[],
  ignored: ReadonlySet<string> = new Set(),
): string[] {
  return all
    .filter(({ key, reads }) => key !== lent.key && !ignored.has(key) && reads.some((read) => isSame(read, lent)))
    .map(({ key }) => key);
}

const isSame = (a: Pick<StateLocation, 'bucket' | 'key'>, b: StateLocation) => a.bucket === b.bucket && a.key === b.key;

/** @throws if somebody still needs the state */
export function assertNotLent(lent: StateLocation, readers: readonly string[]): void {
  if (readers.length === 0) return;
  const own = stateOwner(lent.key);
  const borrowing = readers.map((key) => stateOwner(key));
  const names = borrowing.map(({ owner, app }) => (owner === own.owner ? app : `${owner}/${app}`));
  throw new Error(
    `${own.owner}/${own.app} is still lent to ${names.join(', ')}: destroy that first, then this. Nothing was touched.`,
  );
}
