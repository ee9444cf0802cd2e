import type { Environment } from '@malinshopper/environments';
import type { App } from '../commands/app';
import type { CommandOptions } from '../commands/commands';
import { prepare } from '../commands/deploy-app';
import { candidate, withApp } from '../commands/with-app';

/** Does something with an app in its work folder, with Terraform initialized as before a plan. */
export async function inApp<T>(
  project: string,
  environment: Environment,
  work: (app: App) => Promise<T>,
  options: CommandOptions = {},
): Promise<T> {
  return withApp('test', await candidate(project, environment, options), environment, options, async (app) => {
    await prepare(app, { writes: false });
    return work(app);
  });
}
