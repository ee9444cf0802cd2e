import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../files';
import { provider } from './provider-mirror';

/**
 * Terraform's CLI configuration: the AWS provider from the mirror, everything else from its registry. Without a mirror each
 * provider is downloaded once per machine, into the plugin cache.
 */
export function cliConfiguration(mirror: string | undefined, pluginCache: string): string {
  if (mirror === undefined) return `plugin_cache_dir = ${JSON.stringify(pluginCache)}\n`;
  const mirrored = `[${JSON.stringify(provider.address)}]`;
  return [
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = ${mirrored}`,
    '  }',
    '  direct {',
    `    exclude = ${mirrored}`,
    '  }',
    '}',
    '',
  ].join('\n');
}

/** Writes the configuration into the cache, to which Terraform's variable refers, and returns its path. */
export function writeCliConfiguration(mirror: string | undefined, cache: string): string {
  const pluginCache = join(cache, 'plugins');
  // Terraform refuses a plugin cache that does not exist.
  if (mirror === undefined) mkdirSync(pluginCache, { recursive: true });
  const text = cliConfiguration(mirror, pluginCache);
  const file = join(cache, mirror === undefined ? 'terraform-download.tfrc' : 'terraform-mirror.tfrc');
  if (readIfThere(file) !== text) writeWhole(file, text);
  return file;
}
