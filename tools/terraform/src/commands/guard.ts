import { refusals } from '@malinshopper/policy';
import { readRecordOf } from '../record/deployment-record';
import { exists } from '../state/objects';
import type { App } from './app';
import { planJson } from './plan-json';
import { renameAdvice } from './recreated';

/**
 * Checks that an app may be deployed without a review: on the embedded AWS, in an environment without protection, if the app is not deployed yet, and if its
 * first deploy was cut off or has failed, so that the next one completes it.
 * @throws otherwise, with the commands of a review at a terminal
 */
export async function assertMayGoUnreviewed({ name, configuration, context }: App): Promise<void> {
  const { environment, session } = context;
  if (session.target.kind !== 'aws' || !environment.protection.enabled) return;
  if (!(await exists(session.s3, configuration.state))) return;
  if ((await readRecordOf(session.s3, configuration.state))?.first) return;
  throw new Error(
    `${environment.name} is protected: ${name} is deployed there only with a review, and none is given. Nothing was touched. ` +
      `npm run plan -- ${environment.name} --review review, read review/comment.md, then ` +
      `npm run deploy -- ${environment.name} --app ${name} --reviewed review/review.json.`,
  );
}

/**
 * The guard of production, before an apply.
 * @throws if the plan in the folder would delete something, cannot be judged, or would open something, with each reason and the next step
 */
export async function assertAllowed(app: App): Promise<void> {
  const { name, json, context } = app;
  const { environment } = context;
  // Only for production: reading the plan takes Terraform a second or two for each app.
  if (environment.kind !== 'production') return;
  const plan = await planJson(app);
  const reasons = refusals({ environment, stack: JSON.parse(json), plan });
  if (reasons.length === 0) return;
  const list = [...reasons, ...renameAdvice(app, plan)].map((reason) => `- ${reason}`).join('\n');
  throw new Error(`${environment.name} refuses the plan of ${name}; nothing was touched:\n${list}`);
}
