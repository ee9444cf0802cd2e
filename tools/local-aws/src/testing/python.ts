import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { motoEnvironment } from '../moto/process';

const MOTO = join(__dirname, '..', 'moto');

/**
 * Runs Python that may import what lies in `src/moto`.
 * @returns the JSON that it prints
 * @throws what Python says, if it fails
 */
export function inPython<T>(program: string, ...args: readonly string[]): T {
  const begin = `import sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, ${JSON.stringify(MOTO)})\n`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', begin + program, ...args], {
    encoding: 'utf8',
    env: motoEnvironment(process.env, ''),
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}
