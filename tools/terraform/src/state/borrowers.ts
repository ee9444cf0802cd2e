import { stateOwner, type StateLocation } from '../configuration';
import { appGraph, type AppNode } from '../environment-run/app-graph';
import type { Session } from '../aws-target/session';
import { couldRead } from './could-read';
import { isRefused, stateKeys } from './objects';
import { readState, type State } from './state';

type Place = Pick<StateLocation, 'bucket' | 'key'>;
type Graph = () => Promise<readonly AppNode[]>;

/** A state that still has resources, and that can depend on other states. */
export interface Borrower {
  readonly key: string;
  /** True if the caller may not read it, so that it is judged by the dependencies of its app. */
  readonly judged: boolean;
  /** True if it reads another state, by its own content or as judged. */
  reads(lent: Place): boolean;
}

/**
 * Every state of the bucket that still manages a resource. A state that the caller may not read counts as such: a destroy deletes the state too, so
 * an existing state is in use.
 * @param graph the apps and their dependencies; only called if a state may not be read
 */
export async function borrowers(session: Session, bucket: string, graph: Graph = appGraph): Promise<Borrower[]> {
  const keys = await stateKeys(session.s3, bucket);
  const states = await Promise.all(keys.map((key) => stateOrRefusal(session, { bucket, key })));
  const apps = states.includes('refused') ? await graph() : [];
  return keys.flatMap((key, index): Borrower[] => {
    const state = states[index];
    if (state === 'refused') {
      return [{ key, judged: true, reads: (lent) => lent.bucket === bucket && couldRead(key, lent.key, apps) }];
    }
    if (!state || state.managed.length === 0) return [];
    return [{ key, judged: false, reads: (lent) => state.reads.some((read) => isSame(read, lent)) }];
  });
}

async function stateOrRefusal({ s3 }: Session, place: Place): Promise<State | undefined | 'refused'> {
  try {
    return await readState(s3, place);
  } catch (error) {
    if (isRefused(error)) return 'refused';
    throw error;
  }
}

const isSame = (a: Place, b: Place) => a.bucket === b.bucket && a.key === b.key;

/** Those among them that read this state, except the keys in `ignored`. */
export function readersOf(
  lent: StateLocation,
  all: readonly Borrower[],
  ignored: ReadonlySet<string> = new Set(),
): Borrower[] {
  return all.filter((borrower) => borrower.key !== lent.key && !ignored.has(borrower.key) && borrower.reads(lent));
}

/** @throws if another state still needs this one */
export function assertNotLent(lent: StateLocation, readers: readonly Pick<Borrower, 'key' | 'judged'>[]): void {
  if (readers.length === 0) return;
  const own = stateOwner(lent.key);
  const nameOf = ({ key }: Pick<Borrower, 'key'>) => {
    const { owner, app } = stateOwner(key);
    return owner === own.owner ? app : `${owner}/${app}`;
  };
  const judged = readers.filter((reader) => reader.judged).map(nameOf);
  throw new Error(
    `${own.owner}/${own.app} is still lent to ${readers.map(nameOf).join(', ')}: destroy that first, then this. Nothing was touched.` +
      (judged.length > 0
        ? ` Judged by the dependency and not by the state, because this role may not read that state: ${judged.join(', ')}.`
        : ''),
  );
}

/**
 * Checks, before states are destroyed together, that no other state needs one of them.
 * @throws if one does, or if the caller may not read one of them and so cannot destroy it either
 */
export async function assertNotNeeded(
  session: Session,
  states: readonly StateLocation[],
  graph?: Graph,
): Promise<void> {
  const buckets = new Set(states.map(({ bucket }) => bucket));
  const all = (await Promise.all([...buckets].map((bucket) => borrowers(session, bucket, graph)))).flat();
  const own = new Set(states.map(({ key }) => key));
  const refused = all.filter(({ key, judged }) => judged && own.has(key)).map(({ key }) => key);
  if (refused.length > 0) {
    throw new Error(
      `${session.identity.arn} may not read ${refused.join(', ')}, so it cannot destroy their resources: the deploy role of ` +
        'the team that owns the app can, or an administrator. Nothing was touched.',
    );
  }
  for (const state of states) assertNotLent(state, readersOf(state, all, own));
}
