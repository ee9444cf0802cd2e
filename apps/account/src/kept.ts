import { longLivedEnvironments, type Account } from '@malinshopper/environments';
import { protectionOf } from '@malinshopper/stack';

/** Environments come and go, the account stays: nothing that it keeps is destroyed or replaced by a plan. */
export const kept = protectionOf({ protection: { enabled: true } });

/** How long it can be looked up who did what in the account, in days. A shorter time fails CKV_AWS_338. */
export const auditDays = 365;

/** How long the account keeps what it logs of its environments, in days: as long as the longest of them keeps its own logs. */
export function logDays(account: Account): number {
  return Math.max(...environmentsOf(account).map(({ logRetentionDays }) => logRetentionDays));
}

/** The environments of an account that stay. */
export const environmentsOf = ({ name }: Pick<Account, 'name'>) =>
  longLivedEnvironments.filter(({ account }) => account.name === name);
