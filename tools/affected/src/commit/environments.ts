import { join } from 'node:path';
import { typescript } from '@malinshopper/synth';
import { capture } from '@malinshopper/terraform/record';
import type { Environment } from '@malinshopper/environments';

/**
 * The permanent environments of another commit: they are data.
 * @param checkout the repository at that commit
 * @throws if they cannot be loaded
 */
export async function environmentsOf(checkout: string): Promise<Environment[]> {
  const program = `process.stdout.write(JSON.stringify(require('./environments/src').longLivedEnvironments))`;
  const ended = await capture(process.execPath, [...typescript, '--eval', program], {
    cwd: checkout,
    env: process.env,
  });
  if (ended.code === 0) return JSON.parse(ended.stdout) as Environment[];
  throw new Error(`The environments of ${join(checkout, 'environments')} cannot be loaded:\n${ended.stderr.trim()}`);
}
