import { accountNames, branchPattern, longLivedEnvironments, type Environment } from '@malinshopper/environments';
import {
  borrowers,
  readersOf,
  stateOwner,
  type Records,
  type Session,
  type StateLocation,
} from '@malinshopper/terraform/record';
import { minimatch } from 'minimatch';
import type { Stacks } from '../deployed-before';
import type { Row } from '../row';
import { lookAlike } from './look-alike';

export interface InAccount {
  /** The selected environments. */
  readonly environments: readonly Environment[];
  readonly stacks: Stacks;
  /** The decisions for existing apps. */
  readonly rows: readonly Row[];
  readonly session: Session;
  readonly records: Records;
}

/**
 * The states of an account that no longer belong to the repository: of a gone app, or of a gone environment, each with
 * its readers. Branches are left out: their code is in their branches.
 */
export async function goneFrom(account: InAccount): Promise<Row[]> {
  const { environments, stacks, rows, session, records } = account;
  const bucket = bucketOf(account);
  if (bucket === undefined) return [];
  const keys = new Set(rows.map(({ key }) => key));
  const gone = [...(await records.statesIn(bucket)).keys()].filter(
    (key) => !keys.has(key) && isAsked(key, environments, keys),
  );
  // Every state of the bucket is read for this: only if there is a gone one.
  const all = gone.length > 0 ? await borrowers(session, bucket) : [];
  return Promise.all(
    gone.map(async (key): Promise<Row> => {
      const { owner, app } = stateOwner(key);
      const record = await records.of({ bucket, key });
      const readers = readersOf({ bucket, key } as StateLocation, all, new Set(gone)).map((reader) => reader.key);
      const looksLike = lookAlike(record?.parts, owner, rows, stacks);
      return {
        environment: owner,
        app,
        key,
        state: 'gone',
        because: goneBecause(isKnown(owner)),
        ...(record && { since: record.at, commit: record.commit }),
        readBy: readers,
        ...(looksLike && { looksLike }),
      };
    }),
  );
}

export function goneBecause(environmentIsThere: boolean): string {
  return `its ${environmentIsThere ? 'app' : 'environment'} is not in the repository any more`;
}

const isKnown = (owner: string) => [...accountNames, ...longLivedEnvironments.map(({ name }) => name)].includes(owner);

/** True if a state belongs to the selection, or to an environment that no longer exists. */
function isAsked(key: string, environments: readonly Environment[], keys: ReadonlySet<string>): boolean {
  const { owner } = stateOwner(key);
  if (minimatch(owner, branchPattern)) return false;
  const owners = new Set([...keys].map((other) => stateOwner(other).owner));
  return !isKnown(owner) || environments.some(({ name }) => name === owner) || owners.has(owner);
}

/** Each account has one bucket of states. */
function bucketOf({ environments, stacks, session }: InAccount): string | undefined {
  const own = environments.filter(({ account }) => account.id === session.identity.account);
  const synthesized = own.flatMap(({ name }) => [...(stacks.get(name)?.values() ?? [])]);
  return synthesized[0]?.configuration.state.bucket;
}
