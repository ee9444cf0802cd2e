import { createHmac } from 'node:crypto';

/**
 * The access key that requests sessions of accounts: it may call STS, and nothing else. No account has to exist first,
 * so no account can have issued it.
 */
export const ROOT_KEY = 'embedded';

/**
 * Its secret: every process that can read the gateway's token (`token.ts`) has it, new with each start. '' as long as
 * there is no token.
 */
export function rootSecret(token: string): string {
  return createHmac('sha256', token).update('the root key of the embedded AWS').digest('hex');
}
