import { createHmac } from 'node:crypto';

/**
 * The access key that requests sessions of accounts. It is allowed to call STS only. No account has issued the key,
 * because it is used before any account exists.
 */
export const ROOT_KEY = 'embedded';

/**
 * Returns the secret of the root key. Every process that can read the gateway's token (`token.ts`) can derive it. It
 * changes at each start.
 * @param token the gateway's token, or '' if there is none yet
 */
export function rootSecret(token: string): string {
  return createHmac('sha256', token).update('the root key of the embedded AWS').digest('hex');
}
