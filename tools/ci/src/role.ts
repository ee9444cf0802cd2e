import {
  accountNames,
  accounts,
  ciReviewRoleArn,
  ciRoleArn,
  environment,
  purposes,
  teamNames,
  type AccountName,
  type Purpose,
  type TeamName,
} from '@malinshopper/environments';
import { setOutput } from './github';

/**
 * Sets the outputs `role` and `region`: the role and the region with which a job of a team works on an environment. A workflow contains no id of an
 * account.
 * @throws if there is no such team or purpose
 */
export function role(ref: string, team: string, purpose: string, set = setOutput): void {
  const { account, region } = environment(ref);
  set('role', ciRoleArn(account, known(team, teamNames, 'team'), known(purpose, purposes, 'purpose')));
  set('region', region);
}

/**
 * Sets the same outputs for a job that plans changes for their review in an account.
 * @throws if there is no such account
 */
export function reviewRole(account: string, set = setOutput): void {
  const found = accounts[known(account, accountNames, 'account')];
  set('role', ciReviewRoleArn(found));
  set('region', found.region);
}

function known<T extends TeamName | Purpose | AccountName>(name: string, all: readonly T[], what: string): T {
  const found = all.find((one) => one === name);
  if (found !== undefined) return found;
  throw new Error(`There is no ${what} "${name}": a job takes the role of one of ${all.join(', ')}.`);
}
