import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The header that carries the token of the gateway's own paths. A page cannot send it without a preflight, which is refused. */
export const TOKEN_HEADER = 'x-embedded-aws-token';

const FOLDER = join(__dirname, '..', '..', '..', '..', '.work', 'embedded-aws', 'tokens');

/** The file with the token of the gateway on a port: a process that can read it may use that gateway's own paths. */
export function tokenFile(port: number | string, folder = FOLDER): string {
  return join(folder, String(port));
}

/**
 * Makes a new token for the gateway on a port, in a file that only the user can read. The token of an earlier gateway
 * becomes invalid.
 */
export function issueToken(port: number, folder = FOLDER): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // An existing folder can be readable for other users. chmod fails if the folder belongs to another user.
  chmodSync(folder, 0o700);
  const token = randomBytes(32).toString('base64url');
  const file = tokenFile(port, folder);
  const written = `${file}.${process.pid}`;
  writeFileSync(written, token, { mode: 0o600 });
  renameSync(written, file);
  return token;
}

/** The token of the gateway on a port, or undefined if this user can read no token. */
export function knownToken(port: number | string, folder = FOLDER): string | undefined {
  try {
    return readFileSync(tokenFile(port, folder), 'utf8');
  } catch {
    return undefined;
  }
}

/** True if that is the token. The comparison takes the same time for every wrong one. */
export function isToken(sent: string | string[] | undefined, token: string): boolean {
  const hash = (value: string) => createHash('sha256').update(value).digest();
  return token !== '' && timingSafeEqual(hash(String(sent ?? '')), hash(token));
}
