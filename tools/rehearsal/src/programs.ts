import { join, resolve } from 'node:path';
import { capture, type SubprocessOptions } from '@malinshopper/terraform';

/** The root of the repository, found from the place of this package. */
export const root = resolve(__dirname, '../../..');

/** A command of a dependency of the repository. */
export const installed = (name: string) => join(root, 'node_modules', '.bin', name);

/**
 * Runs a program to its end and returns its output.
 * @throws Error if it fails, with the command, its exit code and its output
 */
export async function run(program: string, args: readonly string[], options: SubprocessOptions): Promise<string> {
  const { code, stdout, stderr } = await capture(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${stderr || stdout}`);
  return stdout;
}
