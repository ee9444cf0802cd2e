import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder that all checkouts of this user share: downloads and the plugin cache. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // A relative path must be ignored (XDG Base Directory specification).
  const chosen = environment['XDG_CACHE_HOME'];
  return join(chosen?.startsWith('/') ? chosen : join(homedir(), '.cache'), 'malinshopper');
}

/**
 * Resolves a path of a command line from the user's working directory: npm and tools/run.mjs run programs at the root of the repository, and pass the
 * caller's directory in INIT_CWD (npm documentation, "npm run").
 */
export function givenPath(path: string, variables: NodeJS.ProcessEnv = process.env): string {
  return resolve(variables['INIT_CWD'] || process.cwd(), path);
}
