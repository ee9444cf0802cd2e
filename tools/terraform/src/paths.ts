import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The root of the repository, found from where this package lies. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** What every checkout of this user shares: downloads and the plugin cache. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // The XDG specification says that a relative path must be ignored.
  const chosen = environment['XDG_CACHE_HOME'];
  return join(chosen?.startsWith('/') ? chosen : join(homedir(), '.cache'), 'malinshopper');
}

/** Everything that commands write inside the repository. Ignored by git, safe to delete when nothing runs. */
export function workRoot(root = repositoryRoot): string {
  return join(root, '.work');
}

/** How node runs a TypeScript program of this repository, from any folder. */
export const typescript: readonly string[] = ['--require', require.resolve('tsx/cjs')];
