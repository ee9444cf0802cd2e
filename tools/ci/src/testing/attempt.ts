import type { EndedJob } from './github';

/**
 * An attempt of a run of a workflow. The first attempt runs all jobs. A later attempt is "Re-run failed jobs": it runs
 * the jobs that did not succeed, and the jobs that depend on these. All other jobs keep their results and outputs
 * (GitHub documentation, "Re-running workflows and jobs").
 */
export class Attempt {
  /** `github.run_attempt`: from 1 on. */
  readonly number: number;
  private readonly ended: ReadonlyMap<string, EndedJob>;

  /** @param before the results of the previous attempt's jobs @default - it is the first attempt */
  constructor(before: readonly EndedJob[] = []) {
    this.ended = new Map(before.map((job) => [job.name, job]));
    this.number = Math.max(0, ...before.map(({ attempt }) => attempt)) + 1;
  }

  /**
   * The result of a job that is not run again.
   * @param needed the results in this attempt of the jobs that it needs
   */
  kept(name: string, needed: readonly EndedJob[]): EndedJob | undefined {
    const job = this.ended.get(name);
    const isAfterNew = needed.some(({ attempt, result }) => attempt === this.number && result !== 'skipped');
    return job?.result === 'success' && !isAfterNew ? job : undefined;
  }
}
