import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claim } from '../claim';
import type { Configuration } from '../configuration';
import { readIfThere, writeWhole } from '../files';
import type { Installation } from '../installation/installation';
import { capture } from '../subprocess';
import { backendFlags } from '../aws-target/override';
import { withDownloads } from '../aws-target/child-environment';
import type { Target } from '../aws-target/target';
import type { WorkFolder } from './folder';

export interface InitOptions {
  readonly folder: WorkFolder;
  readonly configuration: Configuration;
  readonly target: Target;
  readonly installation: Installation;
  readonly env: NodeJS.ProcessEnv;
  /** The repository, which has the lock file of the provider. */
  readonly root: string;
}

const lockFile = '.terraform.lock.hcl';

/**
 * Runs `terraform init`, unless nothing that it depends on has changed since the last one in this folder.
 * @returns true if it had to run
 */
export async function init(options: InitOptions): Promise<boolean> {
  const { folder, target, installation, env, configuration } = options;
  // -reconfigure: the JSON decides about the backend; a state is never moved because a folder remembers another place.
  const flags = ['-reconfigure', '-input=false', '-no-color', '-lockfile=readonly'];
  if (target.kind === 'embedded') flags.push(...backendFlags());
  // `init -lockfile=readonly` refuses a lock of a provider that no block requires.
  const locked = configuration.providers.length > 0 ? readFileSync(join(options.root, lockFile), 'utf8') : '';
  const stamp = inputsOf(options, [...flags, locked]);
  if (readIfThere(folder.initStamp) === stamp) return false;
  writeWhole(join(folder.path, lockFile), locked);
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
  if (target.kind === 'embedded') writeWhole(join(folder.path, lockFile), withoutChecksums(locked));
  writeWhole(folder.initStamp, stamp);
  return true;
}

/**
 * Terraform compares a provider with the checksums of the lock file, if it has any, in every command (internal/command/meta_providers.go): a third of
 * a second of processor time for the 700 MB of the AWS provider, twenty times in a deploy of an environment. On the embedded AWS, where nothing can
 * be lost, the comparison of `init` is sufficient.
 */
const withoutChecksums = (locked: string) => locked.replace(/^ *hashes *= *\[[^\]]*\]\n/gm, '');

function inputsOf({ configuration, installation }: InitOptions, others: readonly string[]): string {
  const { version, program, cliConfiguration } = installation;
  const inputs = JSON.stringify([
    ...[configuration.initInputs, others, readFileSync(cliConfiguration, 'utf8')],
    ...[version, program],
  ]);
  return `${JSON.stringify({ inputs: createHash('sha256').update(inputs).digest('hex') })}\n`;
}
