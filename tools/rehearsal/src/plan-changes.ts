import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Environment, EnvironmentConfig } from '@malinshopper/environments';
import { chosenTarget, openContext, synthesize, targetFolder, workFolder } from '@malinshopper/terraform';
import { root, run } from './programs';

export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
}

/**
 * What the plan of an app says when an environment that is deployed on the embedded AWS gets other values than its file
 * says. Nothing is written: neither the file nor the app's work folder.
 * @param project the app's root, such as `apps/network`
 * @returns every resource that the plan would touch, without those that stay as they are
 */
export async function planChanges(
  environment: Environment,
  changes: Partial<EnvironmentConfig>,
  project: string,
): Promise<PlannedChange[]> {
  const app = basename(project);
  mkdirSync(join(root, '.work'), { recursive: true });
  const folder = mkdtempSync(join(root, '.work', 'changes-'));
  try {
    const { json, configuration } = (await synthesize(environment.ref, [project], { changes })).get(app)!;
    const deployed = workFolder(targetFolder(chosenTarget()), configuration.state.key);
    cpSync(deployed.path, folder, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(folder, 'cdk.tf.json'), json);

    const { env, installation } = await openContext(environment);
    const terraform = (...args: string[]) => run(installation.program, args, { cwd: folder, env });
    await terraform('plan', '-input=false', '-lock=false', '-out=changes.tfplan');
    const { resource_changes: all = [] } = JSON.parse(await terraform('show', '-json', 'changes.tfplan')) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return all
      .map(({ address, change: { actions } }) => ({ address, actions }))
      .filter(({ actions }) => actions.join() !== 'no-op');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
