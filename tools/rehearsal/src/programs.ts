import { join, resolve } from 'node:path';
import { capture, type SubprocessOptions } from '@malinshopper/terraform';

/** The root of the repository, found from where this package lies. */
export const root = resolve(__dirname, '../../..');

/** A command that a dependency of the repository brings along. */
export const installed = (name: string) => join(root, 'node_modules', '.bin', name);

/**
 * Runs a program to its end and gives its output.
 * @throws if it fails, with the command, its exit code and what it wrote
 */
export async function run(program: string, args: readonly string[], options: SubprocessOptions): Promise<string> {
  const { code, stdout, stderr } = await capture(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${stderr || stdout}`);
  return stdout;
}
