import { environment } from '@malinshopper/environments';
import {
  backendFlags,
  deployEnvironment,
  openContext,
  targetFolder,
  workFolder as terraformFolder,
} from '@malinshopper/terraform';
import { inTurn, median, ratio } from './measure';
import { root } from '../programs';
import { row } from './report';
import { openWorld } from '../world';

/** `plan` of an app against bare Terraform in the same folder, on the embedded AWS, with `testing` deployed. */
export async function benchPlan(): Promise<void> {
  await openWorld();
  const { ok } = await deployEnvironment('testing');
  if (!ok) throw new Error('testing could not be deployed: npm start tells why.');
  const context = await openContext(environment('testing'));
  const folder = terraformFolder(targetFolder(context.session.target), 'testing/network.tfstate');
  const terraform = context.installation.program;
  const flags = backendFlags(folder.profile)
    .map((flag) => `'${flag}'`)
    .join(' ');
  // As our own plan runs it: it writes nothing, and takes no lock.
  const bareCommand = `'${terraform}' init -input=false -reconfigure ${flags} && '${terraform}' plan -input=false -lock=false`;

  const [ours, bare] = await inTurn(
    [
      {
        name: 'plan',
        command: [
          process.execPath,
          '--require',
          'tsx/cjs',
          'tools/terraform/src/cli.ts',
          'plan',
          'apps/network',
          '--environment',
          'testing',
        ],
        cwd: root,
      },
      {
        name: 'terraform init && terraform plan',
        command: ['sh', '-c', bareCommand],
        cwd: folder.path,
        env: context.env,
      },
    ],
    7,
  );
  row(
    'plan of an app',
    `${median(ours!.seconds).toFixed(2)} s, bare ${median(bare!.seconds).toFixed(2)} s`,
    `ratio ${ratio(ours!, bare!).toFixed(2)}`,
    'at most 1.10',
  );
}
