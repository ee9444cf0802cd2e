import type { EndedJob } from '@malinshopper/ci/testing';

/** The result of each job, by its name. */
export const results = (jobs: readonly EndedJob[]) =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]));

/** The ends of the logs of failed jobs: an expectation shows them. */
export const failures = (jobs: readonly EndedJob[]) =>
  jobs.filter(({ result }) => result === 'failure').map(({ name, log }) => `${name}: ${log.slice(-3_000)}`);
