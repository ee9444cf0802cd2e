import type { Environment } from '@malinshopper/environments';
import type { CommandOptions } from './commands';
import { prepare } from './deploy-app';
import type { Planned } from './recreated';
import { planToFile } from './terraform';
import { candidate, withApp } from './with-app';

/**
 * Returns the changes that a deploy of an app would make, as data: every resource that the plan would touch, without the unchanged ones.
 * @param project the app's root, such as `apps/network`
 * @throws if the plan fails
 */
export async function plannedChanges(
  project: string,
  environment: Environment,
  options: CommandOptions = {},
): Promise<Planned[]> {
  return withApp('plan', await candidate(project, environment, options), environment, options, async (app) => {
    await prepare(app, { writes: false });
    const planned: Planned[] = [];
    await planToFile(app, { onPlanned: (one) => planned.push(one) });
    return planned;
  });
}
