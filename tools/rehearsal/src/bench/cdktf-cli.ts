import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '@malinshopper/terraform';
import { workFolder } from './report';

const version = '0.21.0';

/**
 * The program of cdktf-cli, which nothing in this repository needs (420 MB): installed once into a folder of the
 * benchmark's own.
 * @returns undefined if npm cannot install it, for example without a network
 */
export async function cdktfCli(): Promise<string | undefined> {
  const folder = workFolder(`cdktf-cli-${version}`);
  const program = join(folder, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', `cdktf-cli@${version}`];
  const { code } = await capture('npm', args, { cwd: folder });
  return code === 0 && existsSync(program) ? program : undefined;
}
