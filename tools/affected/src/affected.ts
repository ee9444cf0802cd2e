import { environment, longLivedEnvironments, type Environment } from '@malinshopper/environments';
import { chosenTarget, openSession, readStacks, type Session } from '@malinshopper/terraform/record';
import { byBase } from './by-base';
import { byRecords } from './by-records';
import { Causes } from './causes';
import { baseOf } from './commit/commits';
import { withThoseBefore, type Stacks } from './deployed-before';
import type { Affected } from './row';

type Json = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface AffectedOptions {
  /** Names or refs. @default - all permanent environments */
  readonly names?: readonly string[] | undefined;
  /** The new stacks: the JSON of each app, by the names of environment and app. */
  readonly stacks: Promise<Json>;
  /** The root directory of the repository. */
  readonly root: string;
  /** A branch or commit to compare with instead of the records. @default - the records are read */
  readonly base?: string | undefined;
  /** @default - from EMBEDDED_AWS and the caller's credentials */
  readonly session?: (environment: Environment) => Promise<Session>;
}

/**
 * Compares the new JSON of each app in each environment with its last deploy. It runs no Terraform and changes nothing.
 * @throws if an account cannot be read, or a base is not in this clone
 */
export async function affected({ names, stacks, root, base, session = opened }: AffectedOptions): Promise<Affected> {
  const environments = names ? [...new Set(names)].map((name) => environment(name)) : longLivedEnvironments;
  const causes = new Causes(root);
  if (base !== undefined) {
    const commit = await baseOf(base, root);
    const made = read(await stacks);
    const rows = await byBase({ environments, stacks: made, root, causes, base: commit });
    return { comparedWith: { commit }, rows: withThoseBefore(rows, made) };
  }
  // The sessions are opened while the apps are still synthesized.
  const sessions = new Map<string, Promise<Session>>();
  for (const one of environments) {
    const { id } = one.account;
    if (sessions.has(id)) continue;
    const opening = session(one);
    // The promise is awaited below; until then its rejection must not count as unhandled.
    opening.catch(() => undefined);
    sessions.set(id, opening);
  }
  const made = read(await stacks);
  const rows = await byRecords({
    environments,
    stacks: made,
    root,
    causes,
    session: ({ account }) => sessions.get(account.id)!,
  });
  return { comparedWith: 'records', rows: withThoseBefore(rows, made) };
}

const read = (stacks: Json): Stacks => new Map([...stacks].map(([name, all]) => [name, readStacks(all)]));

async function opened(of: Environment): Promise<Session> {
  return openSession(chosenTarget(), of).catch((cause: Error) => {
    throw new Error(
      `${cause.message}\nName only environments that the credentials are for; without any, a commit can stand in for the records: ` +
        `npm run affected -- ${of.ref} --base main`,
      { cause },
    );
  });
}
