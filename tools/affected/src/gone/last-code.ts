import type { Environment } from '@malinshopper/environments';
import { orderOf, reversed } from '@malinshopper/terraform';
import { stateOwner, synthesize } from '@malinshopper/terraform/record';
import { checkout } from '../commit/checkout';
import { environmentsOf } from '../commit/environments';
import type { Row } from '../row';

/** A gone app, as of its last deploy. */
export interface LastCode {
  readonly row: Row;
  /** The repository at the commit of its record. */
  readonly root: string;
  /** Its environment in that commit. For an app that exists once per account, one of that account. */
  readonly environment: Environment;
}

/**
 * The code of an app's last deploy.
 * @throws if no commit is known, or this clone does not have it, or it does not have that environment
 */
export async function lastCodeOf(row: Row, root: string): Promise<LastCode> {
  const name = row.key.replace(/\.tfstate$/, '');
  if (!row.commit) {
    throw new Error(
      `${name} is gone from the repository, and no record contains its commit: its last code is not known. Nothing was touched. ` +
        `Restore the app (git log -- apps/${row.app}), and destroy it with \`npx nx destroy ${row.app}\`.`,
    );
  }
  const folder = await checkout(row.commit.id, root);
  const owner = stateOwner(row.key).owner;
  const environment = (await environmentsOf(folder)).find(({ name: own, account }) =>
    [own, account.name].includes(owner),
  );
  if (environment) return { row, root: folder, environment };
  throw new Error(
    `${name} was deployed last from commit ${row.commit.id.slice(0, 7)}, which has no environment ${owner}: it was deployed from changes ` +
      'that are in no commit. Nothing was touched. Restore the environment in environments/src, and destroy it with npx nx destroy.',
  );
}

/** The order of their destruction: first the apps that no other of them reads. */
export async function destructionOrder(all: readonly LastCode[]): Promise<LastCode[]> {
  const apps = await Promise.all(
    all.map(async (one) => {
      const project = `apps/${one.row.app}`;
      const [synthesized] = (await synthesize(one.environment.ref, [project], { root: one.root })).values();
      return [one.row.key, { root: project, configuration: synthesized!.configuration }] as const;
    }),
  );
  const nodes = reversed(orderOf(new Map(apps)));
  const ordered: string[] = [];
  const visit = (key: string) => {
    if (ordered.includes(key)) return;
    for (const before of nodes.find(({ name }) => name === key)?.dependsOn ?? []) visit(before);
    ordered.push(key);
  };
  for (const { name } of nodes) visit(name);
  return ordered.map((key) => all.find(({ row }) => row.key === key)!);
}
