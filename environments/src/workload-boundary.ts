import type { Account } from './account';

/** The name of the policy that no role of an app can reach beyond. The `account` app makes it, before any of them. */
export const workloadBoundaryName = 'malinshopper-workload-boundary';

/** Its address. By name, not by contract: whoever makes a role depends on the account's zones or network anyway. */
export function workloadBoundaryArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:policy/account/${workloadBoundaryName}`;
}
