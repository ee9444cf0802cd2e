import { environment } from '@malinshopper/environments';
import { repositoryRoot } from '@malinshopper/synth';
import type { AppPlan } from '../preview/app-plan';
import { planEnvironment } from '../preview/plan-environment';
import { reviewKey } from '../review/key';
import { reviewFiles, writeReview } from '../review/write-review';
import { hasDrifted, type DriftReport } from './report';

/**
 * Plans the repair of drift, back to the code, for its review. Nothing is applied.
 * @param names the environments that were compared
 * @returns the next step, in words
 * @throws if the plan fails
 */
export async function repair(
  names: readonly string[],
  reports: readonly DriftReport[],
  folder: string,
): Promise<string> {
  const drifted = new Set(reports.filter(hasDrifted).map(({ owner, app }) => `${owner}/${app}`));
  if (drifted.size === 0) return 'There is no drift, so there is no repair to plan.';
  const plans: AppPlan[] = [];
  for (const name of names) plans.push(...(await planEnvironment(name, { drifted })));
  const failed = plans.flatMap(({ planned: { app, result } }) =>
    result.kind === 'failed' ? [`${app}: ${result.error}`] : [],
  );
  if (failed.length > 0) throw new Error(`The repair could not be planned.\n${failed.join('\n')}`);
  const refs = new Map(names.map(environment).map(({ name, ref }) => [name, ref]));
  await writeReview(folder, plans, { root: repositoryRoot, key: reviewKey(repositoryRoot), refs });
  return (
    `The repair of ${[...drifted].join(', ')} is planned: ${folder} has ${Object.values(reviewFiles).join(', ')}. ` +
    `When it is approved: npm run deploy -- ${names.join(' ')} --refresh --reviewed ${folder}/${reviewFiles.record}`
  );
}
