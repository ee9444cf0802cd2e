import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAppSpec, type AppSpec } from '@malinshopper/revision';
import { root, run } from '../../programs';
import type { Machine } from '../machine/machine';

/**
 * The folder in which CodeDeploy's agent keeps unpacked revisions (CodeDeploy agent configuration reference,
 * `:root_dir:`).
 */
const archive = '/opt/codedeploy-agent/deployment-root/rehearsal/deployment-archive';
const examples = join(root, 'examples');

/**
 * Deploys an example to a machine without an agent, as CodeDeploy's agent does: its files to the destinations of its
 * appspec, and its scripts in the order of the events, as root, with the variables of the deployment.
 * @param folder of this computer, for temporary files
 * @throws Error if a script fails, with its output
 */
export async function deploy(machine: Machine, example: string, folder: string): Promise<void> {
  const spec = parseAppSpec(readFileSync(join(examples, example, 'appspec.yml'), 'utf8'));
  await unpack(machine, example, folder);
  await runScripts(machine, spec, 'BeforeInstall');
  for (const { source, destination } of spec.files) {
    const from = join(archive, source);
    // The content of a folder; a file by itself.
    await machine.run(`mkdir -p ${destination} && if [ -d ${from} ]; then cp -a ${from}/. ${destination}; else cp -a ${from} ${destination}; fi`);
  } // prettier-ignore
  for (const event of ['AfterInstall', 'ApplicationStart', 'ValidateService'] as const) {
    await runScripts(machine, spec, event);
  }
}

async function unpack(machine: Machine, example: string, folder: string): Promise<void> {
  const packed = join(folder, 'release.tar.gz');
  await run('tar', ['--directory', join(examples, example), '-czf', packed, '.'], { cwd: root });
  const encoded = readFileSync(packed).toString('base64');
  await machine.run(
    `rm -rf ${archive} && mkdir -p ${archive} && echo ${encoded} | base64 -d | tar -xz --no-same-owner -C ${archive}`,
  );
}

async function runScripts(machine: Machine, { hooks }: AppSpec, event: keyof AppSpec['hooks']): Promise<void> {
  const variables = `LIFECYCLE_EVENT=${event} DEPLOYMENT_ID=d-REHEARSAL BUNDLE_KEY=releases/rehearsal.zip`;
  for (const { location, timeoutSeconds } of hooks[event] ?? []) {
    const script = join(archive, location);
    // A script of the agent begins in the agent's folder, not in its revision.
    await machine.run(
      `cd /opt/codedeploy-agent && chmod +x ${script} && ${variables} timeout ${timeoutSeconds} ${script}`,
    );
  }
}
