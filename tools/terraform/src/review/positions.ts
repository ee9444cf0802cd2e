import type { Environment } from '@malinshopper/environments';
import type { StatePosition } from '@malinshopper/review';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { versionOf, versionsOf } from '../preview/versions';
import { Records } from '../record/records';
import { synthesizeEach } from '../synth';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';

/** The positions of the states of environments of one account, by `<environment>/<app>`. Apps that were never deployed are left out. */
export async function statePositions(
  environments: readonly [Environment, ...Environment[]],
  { root = repositoryRoot, variables, target = chosenTarget(variables) }: Omit<ContextOptions, 'session'> = {},
): Promise<Readonly<Record<string, StatePosition>>> {
  const names = environments.map(({ name }) => name);
  const [stacks, { s3 }] = await Promise.all([
    synthesizeEach(names, appRoots(root), { root }),
    openSession(target, environments[0]),
  ]);
  const records = new Records(s3);
  const apps = names.flatMap((name) =>
    [...stacks.get(name)!].map(([app, { configuration }]) => ({ name, app, configuration })),
  );
  const positions = apps.map(async ({ name, app, configuration }) => {
    const versions = await versionsOf({ ...configuration, upstreams: {} }, s3, records);
    const own = versions.get(configuration.state.key);
    return own ? [[`${name}/${app}`, versionOf(own)] as const] : [];
  });
  return Object.fromEntries((await Promise.all(positions)).flat());
}
