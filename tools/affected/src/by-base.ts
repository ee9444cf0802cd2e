import { longLivedEnvironments, type Environment } from '@malinshopper/environments';
import { sourcesChange } from '@malinshopper/terraform/record';
import type { Causes } from './causes';
import { stacksOf, type Stacks as BaseStacks } from './commit/stacks';
import type { Stacks } from './deployed-before';
import { goneBecause } from './gone/gone';
import { lookAlike } from './gone/look-alike';
import { proposalsFor } from './proposals';
import type { Row } from './row';

export interface ByBase {
  readonly environments: readonly Environment[];
  readonly stacks: Stacks;
  readonly root: string;
  readonly causes: Causes;
  /** The full id of the commit that is compared instead of the records. */
  readonly base: string;
}

/**
 * Compares with the stacks of another commit, if no deployment records can be read. Values of outputs are unknown in
 * this case.
 * @throws for the environment of a branch, because no other commit has this environment
 */
export async function byBase({ environments, stacks, root, causes, base }: ByBase): Promise<Row[]> {
  const ofBranch = environments.find(({ kind }) => kind === 'branch');
  if (ofBranch) {
    throw new Error(
      `${ofBranch.ref} is the environment of a branch, and --base compares only permanent environments. Leave --base out: then ` +
        'the command reads the deployment records of the branch.',
    );
  }
  const before = await stacksOf(base, root);
  const files = (app: string) => causes.of(app, base);
  const rows = environments.flatMap(({ name: environment }) =>
    [...stacks.get(environment)!].map(async ([app, synthesized]): Promise<Row> => {
      const row = { environment, app, key: synthesized.configuration.state.key };
      const was = before[environment]?.[app];
      if (!was) return { ...row, state: 'never', because: `it is not in ${base.slice(0, 7)}` };
      const change = sourcesChange(was.sources, synthesized, root);
      if (!change) return { ...row, state: 'unchanged' };
      const renamed = proposalsFor(synthesized, change.difference);
      return { ...row, state: 'changed', ...change, files: await files(app), renamed };
    }),
  );
  const made = await Promise.all(rows);
  return [...made, ...goneSince(before, base, { environments, stacks }, made)];
}

/** The apps that the base commit deploys, and that this folder does not deploy. */
function goneSince(
  before: BaseStacks,
  base: string,
  { environments, stacks }: Pick<ByBase, 'environments' | 'stacks'>,
  rows: readonly Row[],
): Row[] {
  const asked = new Set(environments.map(({ name }) => name));
  const keys = new Set(rows.map(({ key }) => key));
  return Object.entries(before).flatMap(([environment, apps]) => {
    const isThere = longLivedEnvironments.some(({ name }) => name === environment);
    if (isThere && !asked.has(environment)) return [];
    const isGone = (key: string) => !keys.has(key) && (isThere || key.startsWith(`${environment}/`));
    return Object.entries(apps)
      .filter(([, { key }]) => isGone(key))
      .map(([app, { key, sources }]): Row => {
        const looksLike = lookAlike(sources.parts, environment, rows, stacks);
        const row = { environment, app, key, state: 'gone', because: goneBecause(isThere) } as const;
        return { ...row, commit: { id: base, clean: true }, ...(looksLike && { looksLike }) };
      });
  });
}
