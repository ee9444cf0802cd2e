import type { EndedJob } from '@malinshopper/ci/testing';

/** The result of each job, by its name. */
export const results = (jobs: readonly EndedJob[]) =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]));

/** The last lines of the logs of failed jobs. A failed test assertion prints them. */
export const failures = (jobs: readonly EndedJob[]) =>
  jobs.filter(({ result }) => result === 'failure').map(({ name, log }) => `${name}: ${log.slice(-3_000)}`);
