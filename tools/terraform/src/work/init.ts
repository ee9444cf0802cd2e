import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claim } from '../claim';
import type { Configuration } from '../configuration';
import { readIfThere, writeWhole } from '../files';
import type { Installation } from '../installation/installation';
import { capture } from '../subprocess';
import { backendFlags } from '../target/override';
import { withDownloads } from '../target/child-environment';
import type { Target } from '../target/target';
import type { WorkFolder } from './folder';

export interface InitOptions {
  readonly folder: WorkFolder;
  readonly configuration: Configuration;
  readonly target: Target;
  readonly installation: Installation;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs `terraform init`, unless nothing that it depends on has changed since the last one in this folder.
 * @returns whether it had to run
 */
export async function init(options: InitOptions): Promise<boolean> {
  const { folder, target, installation, env, configuration } = options;
  // -reconfigure: the backend is what the JSON says; a state is never moved because a folder remembers another place.
  const flags = ['-reconfigure', '-input=false', '-no-color', '-lockfile=readonly'];
  if (target.kind === 'embedded') flags.push(...backendFlags());
  const stamp = inputsOf(options, flags);
  if (readIfThere(folder.initStamp) === stamp) return false;
  const { pluginCache } = installation;
  // "The plugin cache directory is not guaranteed to be concurrency safe" (Terraform's CLI configuration documentation).
  const release = pluginCache
    ? await claim(join(dirname(pluginCache), 'plugins.claim'), 'download providers')
    : () => {};
  try {
    const { code, stdout, stderr } = await capture(installation.program, ['init', ...flags], {
      cwd: folder.path,
      env: withDownloads(env),
    });
    if (code !== 0) {
      throw new Error(`terraform init of ${configuration.app} failed in ${folder.path}:\n${(stderr || stdout).trim()}`);
    }
  } finally {
    release();
  }
  writeWhole(folder.initStamp, stamp);
  return true;
}

function inputsOf({ folder, configuration, installation }: InitOptions, flags: readonly string[]): string {
  const { version, program, cliConfiguration } = installation;
  const files = [join(folder.path, '.terraform.lock.hcl'), cliConfiguration].map((file) => readFileSync(file, 'utf8'));
  const inputs = JSON.stringify([configuration.initInputs, flags, files, version, program]);
  return `${JSON.stringify({ inputs: createHash('sha256').update(inputs).digest('hex') })}\n`;
}
