import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the repository, relative to this package. */
export const repositoryRoot = resolve(__dirname, '../../..');

/**
 * The folder of all files that commands write inside the repository. Git ignores it, and it can be deleted when nothing
 * runs.
 */
export function workRoot(root = repositoryRoot): string {
  return join(root, '.work');
}

/** The roots of all apps of a repository: each has a folder of its own (DESIGN, "The layout"). */
export function appRoots(root: string): string[] {
  return readdirSync(join(root, 'apps'))
    .sort()
    .map((name) => `apps/${name}`);
}

/** Node's arguments for running a TypeScript program of this repository, from any folder. */
export const typescript: readonly string[] = ['--require', require.resolve('tsx/cjs')];

/**
 * Node's arguments for running the synthesis program, from the root of a repository: from a bundle of its sources (ADR
 * 21).
 */
export const synthProgram: readonly string[] = [
  require.resolve('@malinshopper/bundle/run'),
  join('libs', 'stack', 'src', 'synth.ts'),
];
