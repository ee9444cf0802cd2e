import { quotaNames, quotas, type Quota, type QuotaName, type Region } from '@malinshopper/aws-facts';
import { branchHost } from '../branch';
import type { Account } from '../account';
import { environment, longLivedEnvironments, type Environment } from '../environment';
import { demandOf } from './demand';

/**
 * CloudFront's quotas count once for the account, over all regions. All other quotas count separately in each region.
 */
const inNoRegion: readonly QuotaName[] = ['originAccessControls', 'responseHeadersPolicies'];

/** One quota of an account in a region, or of one resource in it, with its total demand. */
export interface Entry {
  readonly name: QuotaName;
  /** The environment of that resource. @default - the quota belongs to the account */
  readonly of?: string;
  /** The quota that AWS grants. */
  readonly granted: number;
  /** The demand of each long-lived environment. */
  readonly stays: readonly { readonly environment: string; readonly amount: number }[];
  /** The demand of one branch. */
  readonly branch: number;
  /** The planned number of branches. */
  readonly branches: number;
  readonly sum: number;
  /** The number of branches that fit. */
  readonly fits: number;
}

/**
 * Adds up the demand of all environments of an account in a region, with the planned branches.
 * @param everywhere the account's long-lived environments, in any region
 */
export function ledgerOf(account: Account, region: Region, everywhere = ofAccount(account)): Entry[] {
  const branches = everywhere.some(({ kind }) => kind === branchHost) ? [environment('feature/of-a-ledger')] : [];
  return quotaNames.flatMap((name) => {
    const counts = (of: Environment) => of.region === region || inNoRegion.includes(name);
    const environments = everywhere.filter(counts);
    const branch = branches.find(counts);
    const needs = (of: Environment) => demandOf(of).filter(({ quota }) => quota === name);
    const things = new Set([...environments, ...(branch ? [branch] : [])].flatMap(needs).map(({ of }) => of));
    return [...things].map((of): Entry => {
      const amountOf = (each: Environment) =>
        needs(each).reduce((sum, demand) => sum + (demand.of === of ? demand.amount : 0), 0);
      const granted = account.granted[name] ?? quotas[name].newAccount;
      const stays = environments
        .map((each) => ({ environment: each.name, amount: amountOf(each) }))
        .filter(({ amount }) => amount > 0);
      const staying = stays.reduce((sum, { amount }) => sum + amount, 0);
      const one = branch ? amountOf(branch) : 0;
      return {
        name,
        ...(of !== undefined && { of }),
        granted,
        stays,
        branch: one,
        branches: account.branches,
        sum: staying + one * account.branches,
        fits: one === 0 ? Infinity : Math.max(0, Math.floor((granted - staying) / one)),
      };
    });
  });
}

/**
 * Refuses an environment that would make its account exceed a quota in its region, before any resource is created.
 * @param others the long-lived environments
 * @throws with the quota, the sum, and how many branches fit
 */
export function assertQuotas(of: Environment, others: readonly Environment[] = longLivedEnvironments): void {
  const { account, region } = of;
  const rest = others.filter(({ name, account: { id } }) => name !== of.name && id === account.id);
  // The planned number of branches already includes this branch.
  const all = of.kind === 'branch' ? rest : [of, ...rest];
  const over = ledgerOf(account, region, all).filter(({ sum, granted }) => sum > granted);
  if (over.length === 0) return;
  throw new Error(
    `The environments of account ${account.name} in ${region} need more than AWS allows:\n` +
      `${over.map((entry) => `✖ ${inWords(entry)}`).join('\n')}\n` +
      'Make them smaller (environments/src), plan for fewer branches, or have AWS raise the quota (Service Quotas; it takes ' +
      'a day) and record the new quota in environments/src/accounts.ts.',
  );
}

/** An entry as text: the quota, the sum, and how many branches fit. */
export function inWords({ name, of, granted, stays, branch, branches, sum, fits }: Entry): string {
  const quota: Quota = quotas[name];
  const parts = [
    ...stays.map(({ environment: each, amount }) => `${each} ${amount}`),
    ...(branch > 0 ? [`${branches} branches of ${branch} each`] : []),
  ];
  const fitting = branch > 0 ? `; ${fits} branches fit` : '';
  return (
    `${quota.name}${of ? ` (of ${of})` : ''}: ${sum} of ${granted} (${parts.join(', ') || 'none'})${fitting}` +
    `. AWS reports ${quota.error}${quota.code ? `; quota ${quota.code}` : ''}`
  );
}

const ofAccount = ({ name }: Account) => longLivedEnvironments.filter(({ account }) => account.name === name);
