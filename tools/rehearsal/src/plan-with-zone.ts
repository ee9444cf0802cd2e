import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { chosenTarget, openContext, targetFolder, workFolder } from '@malinshopper/terraform';
import { root, run } from './programs';

export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
}

/**
 * What a plan says when one value of one file changes: the list of zones of an environment that is deployed on the embedded
 * AWS. Nothing is written: the environment's file is changed in the memory of the synthesis only.
 */
export async function planWithZone(
  name: 'production' | 'staging' | 'testing',
  zone: string,
  project: string,
): Promise<PlannedChange[]> {
  const app = basename(project);
  mkdirSync(join(root, '.work'), { recursive: true });
  const folder = mkdtempSync(join(root, '.work', 'zone-'));
  try {
    const deployed = workFolder(targetFolder(chosenTarget()), `${name}/${app}.tfstate`);
    cpSync(deployed.path, folder, { recursive: true, verbatimSymlinks: true });
    const change = join(folder, 'one-value.cjs');
    writeFileSync(
      change,
      `require(${JSON.stringify(join(root, 'environments/src', name))}).${name}.network.zones.push(${JSON.stringify(zone)});`,
    );
    const synth = [
      '--require',
      'tsx/cjs',
      '--require',
      change,
      'libs/stack/src/synth.ts',
      '--environment',
      name,
      '--out',
      folder,
      project,
    ];
    await run(process.execPath, synth, { cwd: root });
    cpSync(join(folder, 'stacks', app, 'cdk.tf.json'), join(folder, 'cdk.tf.json'));

    const { env, installation } = await openContext(environment(name));
    const terraform = (...args: string[]) => run(installation.program, args, { cwd: folder, env });
    await terraform('plan', '-input=false', '-lock=false', '-out=zone.tfplan');
    const shown = await terraform('show', '-json', 'zone.tfplan');
    const { resource_changes: changes = [] } = JSON.parse(shown) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return changes.map(({ address, change: { actions } }) => ({ address, actions }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
