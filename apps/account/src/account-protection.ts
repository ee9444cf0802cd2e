import { longLivedEnvironments, type Account } from '@malinshopper/environments';
import { protectionOf } from '@malinshopper/stack';

/** The protection of the account's resources: no plan can destroy or replace them, because the account is permanent. */
export const accountProtection = protectionOf({ protection: { enabled: true } });

/** The retention of the audit logs, in days. A shorter time fails CKV_AWS_338. */
export const auditDays = 365;

/** Days for which a deleted or replaced event of the trail can be restored. */
export const deletedDays = 90;

/**
 * The retention of the account's logs about its environments, in days: as long as the longest retention among the
 * environments.
 */
export function logDays(account: Account): number {
  return Math.max(...environmentsOf(account).map(({ logRetentionDays }) => logRetentionDays));
}

/** The long-lived environments of an account. */
export const environmentsOf = ({ name }: Pick<Account, 'name'>) =>
  longLivedEnvironments.filter(({ account }) => account.name === name);
