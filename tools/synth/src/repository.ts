import { join, resolve } from 'node:path';

/** The root of the repository, found from where this package lies. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** Everything that commands write inside the repository. Ignored by git, safe to delete when nothing runs. */
export function workRoot(root = repositoryRoot): string {
  return join(root, '.work');
}

/** How node runs a TypeScript program of this repository, from any folder. */
export const typescript: readonly string[] = ['--require', require.resolve('tsx/cjs')];
