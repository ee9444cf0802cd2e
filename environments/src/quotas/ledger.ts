import { quotaNames, quotas, type Quota, type QuotaName } from '@malinshopper/aws-facts';
import { branchHost } from '../branch';
import type { Account } from '../account';
import { environment, longLivedEnvironments, type Environment } from '../environment';
import { demandOf } from './demand';

/** One quota of an account, or of one thing in it, with all that it has to carry. */
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
 * Adds up what all environments of an account need, with the branches that it is planned for.
 * @param environments those of the account that stay
 */
export function ledgerOf(account: Account, environments = ofAccount(account)): Entry[] {
  const branch = environments.some(({ kind }) => kind === branchHost) ? environment('feature/of-a-ledger') : undefined;
  return quotaNames.flatMap((name) => {
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
 * Refuses an environment with which its account would need more than AWS allows, before anything is made.
 * @param others the environments that stay
 * @throws with the quota, the sum, and how many branches fit
 */
export function assertQuotas(of: Environment, others: readonly Environment[] = longLivedEnvironments): void {
  const { account } = of;
  const rest = others.filter(({ name, account: { id } }) => name !== of.name && id === account.id);
  // A branch is one of those that the account is planned for.
  const all = of.kind === 'branch' ? rest : [of, ...rest];
  const over = ledgerOf(account, all).filter(({ sum, granted }) => sum > granted);
  if (over.length === 0) return;
  throw new Error(
    `The environments of account ${account.name} in ${account.region} need more than AWS allows:\n` +
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
