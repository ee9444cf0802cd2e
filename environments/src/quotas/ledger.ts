import { quotaNames, quotas, type Quota, type QuotaName, type Region } from '@malinshopper/aws-facts';
import { branchHost } from '../branch';
import type { Account } from '../account';
import { environment, longLivedEnvironments, type Environment } from '../environment';
import { demandOf } from './demand';

/** CloudFront's are of the account, whatever region its environments are in; all others count in each region by itself. */
const inNoRegion: readonly QuotaName[] = ['originAccessControls', 'responseHeadersPolicies'];

/** One quota of an account in a region, or of one thing in it, with all that it has to carry. */
export interface Entry {
  readonly name: QuotaName;
  /** Of which environment the thing is. @default - the quota is the account's */
  readonly of?: string;
  /** What AWS allows. */
  readonly granted: number;
  /** What each environment that stays needs. */
  readonly stays: readonly { readonly environment: string; readonly amount: number }[];
  /** What one branch needs. */
  readonly branch: number;
  /** How many branches are planned for. */
  readonly branches: number;
  readonly sum: number;
  /** How many branches fit. */
  readonly fits: number;
}

/**
 * Adds up what all environments of an account need in a region, with the branches that it is planned for.
 * @param everywhere those of the account that stay, in any region
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
 * Refuses an environment with which its account would need more than AWS allows in its region, before anything is made.
 * @param others the environments that stay
 * @throws with the quota, the sum, and how many branches fit
 */
export function assertQuotas(of: Environment, others: readonly Environment[] = longLivedEnvironments): void {
  const { account, region } = of;
  const rest = others.filter(({ name, account: { id } }) => name !== of.name && id === account.id);
  // A branch is one of those that the account is planned for.
  const all = of.kind === 'branch' ? rest : [of, ...rest];
  const over = ledgerOf(account, region, all).filter(({ sum, granted }) => sum > granted);
  if (over.length === 0) return;
  throw new Error(
    `The environments of account ${account.name} in ${region} need more than AWS allows:\n` +
      `${over.map((entry) => `✖ ${inWords(entry)}`).join('\n')}\n` +
      'Make them smaller (environments/src), plan for fewer branches, or have AWS raise the quota (Service Quotas; it takes ' +
      'a day) and write down in environments/src/accounts.ts what it granted.',
  );
}

/** An entry for a person: the quota, the sum, and how many branches fit. */
export function inWords({ name, of, granted, stays, branch, branches, sum, fits }: Entry): string {
  const quota: Quota = quotas[name];
  const parts = [
    ...stays.map(({ environment: each, amount }) => `${each} ${amount}`),
    ...(branch > 0 ? [`${branches} branches of ${branch} each`] : []),
  ];
  const fitting = branch > 0 ? `; ${fits} branches fit` : '';
  return (
    `${quota.name}${of ? ` (of ${of})` : ''}: ${sum} of ${granted} (${parts.join(', ') || 'none'})${fitting}` +
    `. AWS says ${quota.error}${quota.code ? `; quota ${quota.code}` : ''}`
  );
}

const ofAccount = ({ name }: Account) => longLivedEnvironments.filter(({ account }) => account.name === name);
