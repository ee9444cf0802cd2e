import type { EndedJob } from './github';

/**
 * An attempt of a run of a workflow. The first one runs all jobs; one that follows is "Re-run failed jobs": it runs those that did not succeed
 * and what needs them, and the others stay as they have ended, with their outputs (GitHub documentation, "Re-running workflows and jobs").
 */
export class Attempt {
  /** `github.run_attempt`: from 1 on. */
  readonly number: number;
  private readonly ended: ReadonlyMap<string, EndedJob>;

  /** @param before how the jobs of the attempt before have ended @default - it is the first attempt */
  constructor(before: readonly EndedJob[] = []) {
    this.ended = new Map(before.map((job) => [job.name, job]));
    this.number = Math.max(0, ...before.map(({ attempt }) => attempt)) + 1;
  }

  /**
   * How a job has ended that is not run again.
   * @param needed how those have ended that it needs, in this attempt
   */
  kept(name: string, needed: readonly EndedJob[]): EndedJob | undefined {
    const job = this.ended.get(name);
    const isAfterNew = needed.some(({ attempt, result }) => attempt === this.number && result !== 'skipped');
    return job?.result === 'success' && !isAfterNew ? job : undefined;
  }
}
