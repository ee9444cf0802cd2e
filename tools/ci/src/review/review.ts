import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longLivedEnvironments } from '@malinshopper/environments';
import { isWhole, markdown, page } from '@malinshopper/review';
import { givenPath } from '@malinshopper/terraform';
import { addToSummary } from '../github';
import { gitHub } from '../settings/client';
import { jobOf, type Variables } from './job';
import { commentOf, putComment } from './comment';
import { partsIn, putTogether, rehearsalsIn } from './put-together';

/** The longest summary: GitHub permits 1 MiB (GitHub documentation, "Workflow commands", "Step isolation and limits"). */
const longestSummary = 900_000;

/**
 * Combines the plans of a run's jobs: a page, the summary of the run, and the comment of the pull request if there is one.
 * @param folder with the files of those jobs
 * @param out the folder of the page
 * @param only one environment @default - all long-lived ones
 * @returns the exit code: 1 if anything is missing or could not be planned
 */
export async function review(
  folder: string,
  out: string,
  only: string | undefined,
  variables: Variables = process.env,
): Promise<number> {
  const job = jobOf(variables);
  if (job.isOfFork) {
    addToSummary(ofFork, variables);
    console.log(ofFork);
    return 0;
  }
  const environments = longLivedEnvironments
    .map(({ name }) => name)
    .filter((name) => only === undefined || name === only);
  const report = putTogether(partsIn(givenPath(folder)), environments, rehearsalsIn(givenPath(folder)));
  mkdirSync(givenPath(out), { recursive: true });
  writeFileSync(join(givenPath(out), 'review.html'), page(report));
  addToSummary(markdown(report, { limit: longestSummary }), variables);
  if (job.pullRequest)
    await putComment(gitHub(variables), job.repository, job.pullRequest, commentOf(report, job.page));
  console.log(isWhole(report) ? 'Everything was planned.' : 'Not everything was planned: see the review.');
  return isWhole(report) ? 0 : 1;
}

const ofFork =
  'This pull request is from a fork: it is not planned, because none of its jobs gets a role in AWS. A developer with write access to this repository reads the code, and ' +
  'pushes it to a branch here for its review. A deploy of a change without a review is refused.';
