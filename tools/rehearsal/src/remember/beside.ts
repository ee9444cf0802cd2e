import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Beside, Deployed, SaveOptions } from '@malinshopper/local-aws';
import { capture, chosenTarget, targetFolder } from '@malinshopper/terraform';
import { z } from 'zod';
import { root } from '../programs';

/**
 * Files that a snapshot does not contain, because every command creates them again: providers with the files that
 * `terraform init` writes about them, the last saved plan, and the configuration of the embedded AWS with its port and
 * the paths of this machine. Claim files belong to running processes.
 */
const madeAgain = [
  '.terraform',
  'plan.tfplan',
  'embedded-aws.profile',
  'local_override.tf.json',
  'job.json',
  '*.claim',
  '*.claim.*',
];

/** The work folders on the chosen embedded AWS: a deploy continues from their records about the last one. */
export function workFolders(): Beside[] {
  return [{ name: 'work', path: join(root, '.work', targetFolder(chosenTarget())), exclude: madeAgain }];
}

/** The options for a snapshot of the chosen embedded AWS. */
export async function saveOptions(): Promise<SaveOptions> {
  const beside = workFolders();
  const head = await capture('git', ['rev-parse', 'HEAD'], { cwd: root });
  const commit = head.code === 0 ? head.stdout.trim() : undefined;
  return { beside, deployed: beside.flatMap(({ path }) => deployedIn(path)), ...(commit !== undefined && { commit }) };
}

const lastRun = z.object({ operation: z.string(), exitCode: z.int().optional() });

/** The apps with a successful apply as their last run in these work folders. */
export function deployedIn(world: string): Deployed[] {
  return namesIn(world).flatMap((owner) =>
    namesIn(join(world, owner)).flatMap((app) => {
      const [run, json] = [join(world, owner, app, 'run.json'), join(world, owner, app, 'cdk.tf.json')];
      if (!existsSync(run) || !existsSync(json)) return [];
      const { operation, exitCode } = lastRun.parse(JSON.parse(readFileSync(run, 'utf8')));
      if (operation !== 'apply' || exitCode !== 0) return [];
      return [{ owner, app, json: createHash('sha256').update(readFileSync(json)).digest('hex') }];
    }),
  );
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
