import { environment } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import { deploy } from '@malinshopper/terraform';

/**
 * Deploys one app of an environment with the credentials that the job has. An app that it reads has been deployed by a job before.
 * @throws if there is no such app, or the deploy fails
 */
export async function deployApp(ref: string, app: string): Promise<void> {
  const roots = appRoots(repositoryRoot);
  const root = roots.find((one) => one === `apps/${app}`);
  if (root === undefined) throw new Error(`There is no app "${app}": a job deploys one of ${roots.join(', ')}.`);
  await deploy(root, environment(ref));
}
