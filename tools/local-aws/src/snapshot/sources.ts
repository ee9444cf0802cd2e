import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { join as joined } from 'node:path/posix';

const SOURCES = join(__dirname, '..');

/** The SHA-256 of the gateway's sources. Only the sources that wrote a snapshot can certainly read it. */
export function sourcesHash(folder = SOURCES): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folder)) {
    hash.update(joined(...relative(folder, file).split(sep))).update('\0');
    hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.filter((file) => !/\.test\.ts$|[\\/](testing|__pycache__)[\\/]/.test(file.slice(folder.length))).sort();
}
