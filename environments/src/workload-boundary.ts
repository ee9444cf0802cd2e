import type { Account } from './account';
import type { AppName } from './team';

const shared = 'malinshopper-workload-boundary';
const own = {
  compute: 'malinshopper-compute-boundary',
  delivery: 'malinshopper-delivery-boundary',
} as const satisfies Partial<Record<AppName, string>>;

/** The names of the workload boundaries: of the apps with one of their own, and of all others. */
export const workloadBoundaryNames = { ...own, others: shared };

/**
 * The ARN of the permissions boundary of an app's roles and users. The `account` app creates it, before any of them.
 * The permissions of instances and of releases do not fit into one policy with all others (6,144 characters: IAM user
 * guide, "IAM and AWS STS quotas"). The ARN is composed, not read from a contract: each app with a role depends on the
 * account's zones or network anyway.
 */
export function workloadBoundaryArn(account: Account, app: string): string {
  const names: Readonly<Record<string, string>> = own;
  return `arn:aws:iam::${account.id}:policy/account/${names[app] ?? shared}`;
}
