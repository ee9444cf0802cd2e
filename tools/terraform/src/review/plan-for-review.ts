import { basename } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import type { ReportInput } from '@malinshopper/review';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { readConfiguration } from '../configuration';
import type { AppPlan } from '../preview/app-plan';
import { planEnvironment } from '../preview/plan-environment';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { accountKey } from './account-key';
import { keepReviews } from './bucket';
import { reviewOf } from './write-review';

export interface PlanForReviewOptions extends Omit<ContextOptions, 'session'> {
  /** Called for each app when it is planned. @default - nothing is called */
  readonly onPlan?: (plan: AppPlan) => void;
  /** Called with the reason why an environment could not be planned. @default - nothing is called */
  readonly onFailure?: (environment: Environment, error: Error) => void;
}

/**
 * Plans environments of one account for their review in CI, and keeps the review of each app in the state bucket, where deploys read it.
 * @throws if the account cannot be reached, has no key for digests, or its bucket cannot be written
 * @returns the input of a report. It expects an environment that could not be planned, and marks it as missing
 */
export async function planForReview(
  environments: readonly [Environment, ...Environment[]],
  options: PlanForReviewOptions = {},
): Promise<ReportInput> {
  const { root = repositoryRoot, variables, target = chosenTarget(variables), onPlan, onFailure, ...others } = options;
  const session = await openSession(target, environments[0]);
  const key = await accountKey(session);
  const plans: AppPlan[] = [];
  for (const one of environments) {
    const planned = planEnvironment(one.ref, { ...others, root, target, session, ...(onPlan && { onPlan }) });
    plans.push(...(await planned.catch((error: Error) => (onFailure?.(one, error), []))));
  }
  const isPlanned = ({ name }: Environment) => plans.some(({ planned }) => planned.environment === name);
  const refs = new Map(environments.filter(isPlanned).map(({ name, ref }) => [name, ref]));
  const input = await reviewOf(plans, { root, key, refs });
  const [first] = plans;
  if (first) await keepReviews(session.s3, readConfiguration(first.json).state.bucket, input.apps);
  const apps = appRoots(root).map((project) => basename(project));
  return { ...input, expected: environments.flatMap(({ name }) => apps.map((app) => `${name}/${app}`)) };
}
