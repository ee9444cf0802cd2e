import { homedir } from 'node:os';
import { join } from 'node:path';

/** What every checkout of this user shares: downloads and the plugin cache. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // The XDG specification says that a relative path must be ignored.
  const chosen = environment['XDG_CACHE_HOME'];
  return join(chosen?.startsWith('/') ? chosen : join(homedir(), '.cache'), 'malinshopper');
}
