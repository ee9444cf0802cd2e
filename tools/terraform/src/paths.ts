import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What every checkout of this user shares: downloads and the plugin cache. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // The XDG specification says that a relative path must be ignored.
  const chosen = environment['XDG_CACHE_HOME'];
  return join(chosen?.startsWith('/') ? chosen : join(homedir(), '.cache'), 'malinshopper');
}

/**
 * A path of a command line, from where the person stands: npm and tools/run.mjs run programs at the root of the repository, and tell in
 * INIT_CWD where they were called (npm documentation, "npm run").
 */
export function givenPath(path: string, variables: NodeJS.ProcessEnv = process.env): string {
  return resolve(variables['INIT_CWD'] || process.cwd(), path);
}
