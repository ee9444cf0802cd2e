import { drift, driftInWords, type DriftReport } from '@malinshopper/terraform';
import { addToSummary, annotateError, asCode } from '../github';
import { environmentsOf } from '../review/plan';
import { jobOf, type Variables } from '../review/job';
import { gitHub } from '../settings/client';
import { keepIssues } from './issue';

/** Compares an environment with AWS. */
export type Compare = (ref: string) => Promise<readonly DriftReport[]>;

/**
 * Compares the long-lived environments of an account with AWS, and updates the issues of their apps. An environment that cannot be compared leaves
 * its issues unchanged.
 * @throws if there is no such account
 * @returns the exit code: 1 if one of them could not be compared; drift is reported by its issue
 */
export async function driftOfAccount(
  account: string,
  variables: Variables = process.env,
  compare: Compare = (ref) => drift(ref),
): Promise<number> {
  const { repository } = jobOf(variables);
  const reports = new Map<string, DriftReport>();
  let failed = false;
  for (const { name, ref } of environmentsOf(account)) {
    try {
      // The account's own app is in each of its environments.
      for (const one of await compare(ref)) reports.set(`${one.owner}/${one.app}`, one);
    } catch (error) {
      failed = true;
      annotateError(
        `${name} could not be compared with AWS: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const words = [...reports.values()].map(driftInWords).join('\n');
  const done = await keepIssues(gitHub(variables), repository, [...reports.values()]);
  console.log([words, ...done].join('\n'));
  addToSummary(asCode([words, ...done].join('\n')), variables as NodeJS.ProcessEnv);
  return failed ? 1 : 0;
}
