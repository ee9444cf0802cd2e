import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';

export interface WrittenFile {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** Far more than 16 KB of legitimate user data unpack to. */
const UNPACKED_LIMIT = 16 * 1024 * 1024;

/**
 * The `write_files` of a cloud-config (cloud-init, "Module reference: Write Files"), from user data that can be
 * compressed as a whole. Entries that cannot be read are left out and reported: an instance boots without them.
 */
export function writeFilesOf(userData: Buffer, say: (line: string) => void): WrittenFile[] {
  let config: unknown;
  try {
    config = parse(unpacked(userData).toString('utf8'));
  } catch (error) {
    say(`its user data is not read: ${(error as Error).message.split('\n')[0]}`);
    return [];
  }
  const entries = (config as { write_files?: unknown } | null)?.write_files ?? [];
  if (!Array.isArray(entries)) {
    say('its user data is not read: write_files must be a list');
    return [];
  }
  return entries.flatMap((entry: unknown, index) => {
    try {
      return [file(entry as Entry)];
    } catch (error) {
      say(`write_files[${index}] of its user data is left out: ${(error as Error).message}`);
      return [];
    }
  });
}

/** The packages that a cloud-config installs ("Module reference: Package Update Upgrade Install"). */
export function packagesOf(userData: Buffer): string[] {
  try {
    const { packages } = parse(unpacked(userData).toString('utf8')) as { packages?: unknown };
    return Array.isArray(packages) ? packages.filter((name) => typeof name === 'string') : [];
  } catch {
    // writeFilesOf reports what is wrong with it.
    return [];
  }
}

interface Entry {
  path?: unknown;
  content?: unknown;
  encoding?: unknown;
  permissions?: unknown;
}

function file(entry: Entry): WrittenFile {
  const { path, content = '', encoding = 'text/plain', permissions = '0644' } = entry ?? {};
  if (typeof path !== 'string' || !path.startsWith('/') || path.split('/').includes('..')) {
    throw new Error(`its path must be absolute and without "..", and is ${JSON.stringify(path)}`);
  }
  if (typeof content !== 'string') throw new Error(`the content of ${path} must be a text`);
  // YAML reads an unquoted 0644 as the number 644; cloud-init uses a number as it is, which in YAML 1.1 was octal
  // already.
  const mode = Number.parseInt(String(permissions), 8);
  if (Number.isNaN(mode)) {
    throw new Error(`the permissions of ${path} must be octal as "0644", and are ${JSON.stringify(permissions)}`);
  }
  return { path, content: decoded(content, String(encoding)), mode: mode & 0o777 };
}

/** cloud-init's own names for it; it treats an unknown encoding as plain text. */
function decoded(content: string, encoding: string): Buffer {
  const kinds = encoding.toLowerCase().split('+');
  const isCompressed = kinds[0] === 'gz' || kinds[0] === 'gzip';
  const isBase64 = kinds.includes('b64') || kinds.includes('base64');
  const bytes = Buffer.from(content, isBase64 ? 'base64' : isCompressed ? 'latin1' : 'utf8');
  return isCompressed ? gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT }) : bytes;
}

function unpacked(userData: Buffer): Buffer {
  const isCompressed = userData[0] === 0x1f && userData[1] === 0x8b;
  return isCompressed ? gunzipSync(userData, { maxOutputLength: UNPACKED_LIMIT }) : userData;
}
