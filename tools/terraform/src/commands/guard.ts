import { refusals } from '@malinshopper/policy';
import { readRecordOf } from '../record/deployment-record';
import { exists } from '../state/objects';
import type { App } from './app';
import { planJson } from './plan-json';
import { renameAdvice } from './recreated';

/**
 * Whether an app may be deployed without a review: on the embedded AWS, where its environment is not protected, where there is nothing of it yet, and where
 * its first deploy was cut off or has failed, so that the next one completes it.
 * @throws otherwise, with how it is reviewed at a terminal
 */
export async function assertMayGoUnreviewed({ name, configuration, context }: App): Promise<void> {
  const { environment, session } = context;
  if (session.target.kind !== 'aws' || !environment.protection.enabled) return;
  if (!(await exists(session.s3, configuration.state))) return;
  if ((await readRecordOf(session.s3, configuration.state))?.first) return;
  throw new Error(
    `${environment.name} is protected: ${name} is deployed there as it was reviewed, and no review is named. Nothing was touched. ` +
      `npm run plan -- ${environment.name} --review review, read review/comment.md, then ` +
      `npm run deploy -- ${environment.name} --app ${name} --reviewed review/review.json.`,
  );
}

/**
 * Production's last word before an apply.
 * @throws if the plan in the folder would take something away, cannot be judged, or would open something, with each reason and what to do
 */
export async function assertAllowed(app: App): Promise<void> {
  const { name, json, context } = app;
  const { environment } = context;
  // Only there: reading the plan takes Terraform a second or two for each app.
  if (environment.kind !== 'production') return;
  const plan = await planJson(app);
  const reasons = refusals({ environment, stack: JSON.parse(json), plan });
  if (reasons.length === 0) return;
  const list = [...reasons, ...renameAdvice(app, plan)].map((reason) => `- ${reason}`).join('\n');
  throw new Error(`${environment.name} refuses the plan of ${name}; nothing was touched:\n${list}`);
}
