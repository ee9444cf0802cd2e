import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountNames, longLivedEnvironments, type Environment } from '@malinshopper/environments';
import { isWhole, reportOf } from '@malinshopper/review';
import { givenPath, planForReview, planOverview, type AppPlan } from '@malinshopper/terraform';
import { addToSummary, annotateError, asCode } from '../github';

/** The file that a job passes on to the one that combines reviews. */
export const partFile = 'part.json';

/**
 * Plans the long-lived environments of an account, and writes the files for their review into a folder.
 * @param only one of them @default - all
 * @throws if the account has no such environment, or does not exist
 * @returns the exit code: 1 if anything could not be planned
 */
export async function planAccount(account: string, only: string | undefined, folder: string): Promise<number> {
  const plans: AppPlan[] = [];
  const input = await planForReview(environmentsOf(account, only), {
    onPlan: (plan) => {
      plans.push(plan);
      const { environment, app } = plan.planned;
      console.log(`${environment}/${app} is planned`);
    },
    onFailure: ({ name }, { message }) => annotateError(`${name} could not be planned: ${message}`),
  });
  // An error message of Terraform can contain secret values, so only the message in the review is printed: there,
  // secrets are masked.
  for (const { environment, app, result } of input.apps)
    if (result.kind === 'failed') annotateError(`${environment}/${app} could not be planned: ${result.error}`);
  console.log(planOverview(plans));
  addToSummary(asCode(planOverview(plans)));
  mkdirSync(givenPath(folder), { recursive: true });
  writeFileSync(join(givenPath(folder), partFile), JSON.stringify(input));
  return isWhole(reportOf(input)) ? 0 : 1;
}

/** @throws if there are none */
export function environmentsOf(account: string, only?: string): readonly [Environment, ...Environment[]] {
  const known = accountNames.find((name) => name === account);
  if (!known) throw new Error(`There is no account "${account}": there are ${accountNames.join(' and ')}.`);
  const all = longLivedEnvironments.filter((one) => one.account.name === known);
  const [first, ...others] = all.filter(({ name }) => only === undefined || name === only);
  if (first) return [first, ...others];
  const names = all.map(({ name }) => name).join(' and ');
  throw new Error(`There is no long-lived environment "${only}" in ${account}: there are ${names}.`);
}
