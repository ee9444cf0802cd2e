import { environment } from '@malinshopper/environments';
import { backendFlags, openContext, targetFolder, workFolder as terraformFolder } from '@malinshopper/terraform';
import { root } from '../programs';
import { inTurn, median, ratio } from './measure';
import { row } from './report';

/**
 * Compares the time of `plan` of an app with the time of Terraform alone in the same folder. The environment is
 * deployed on the embedded AWS.
 */
export async function benchPlan(name: 'production'): Promise<void> {
  const context = await openContext(environment(name));
  const folder = terraformFolder(targetFolder(context.session.target), `${name}/network.tfstate`);
  const terraform = context.installation.program;
  const flags = backendFlags()
    .map((flag) => `'${flag}'`)
    .join(' ');
  // With the flags of this project's plan: it writes nothing, and takes no lock.
  const bareCommand = `'${terraform}' init -input=false -reconfigure ${flags} && '${terraform}' plan -input=false -lock=false`;
  const plan = ['--require', 'tsx/cjs', 'tools/terraform/src/cli.ts', 'plan', 'apps/network', '--environment', name];

  const [ours, bare] = await inTurn(
    [
      { name: 'plan', command: [process.execPath, ...plan], cwd: root },
      { name: 'bare', command: ['sh', '-c', bareCommand], cwd: folder.path, env: context.env },
    ],
    5,
  );
  const times = `${median(ours!.seconds).toFixed(2)} s, bare init and plan ${median(bare!.seconds).toFixed(2)} s`;
  row('plan of an app', times, `ratio ${ratio(ours!, bare!).toFixed(2)}`, 'at most 1.10');
}
