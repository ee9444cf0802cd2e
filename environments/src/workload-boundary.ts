import type { Account } from './account';
import type { AppName } from './team';

const shared = 'malinshopper-workload-boundary';
const own = {
  compute: 'malinshopper-compute-boundary',
  delivery: 'malinshopper-delivery-boundary',
} as const satisfies Partial<Record<AppName, string>>;

/** The names of the boundaries of workloads: of the apps that have one of their own, and of all others. */
export const workloadBoundaryNames = { ...own, others: shared };

/**
 * The address of the policy that no role or user of an app can reach beyond. The `account` app makes it, before any of them. What instances and
 * what releases do does not fit into one policy with all others (6,144 characters: IAM user guide, "IAM and AWS STS quotas").
 * By name, not by contract: each app that makes a role depends on the account's zones or network anyway.
 */
export function workloadBoundaryArn(account: Account, app: string): string {
  const names: Readonly<Record<string, string>> = own;
  return `arn:aws:iam::${account.id}:policy/account/${names[app] ?? shared}`;
}
