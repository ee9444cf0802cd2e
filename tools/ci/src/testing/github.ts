import type { TokenIssuer } from '@malinshopper/local-aws/issuer';
import type { Action } from './actions';
import type { Contexts } from './expressions';
import type { Machine } from './steps';

/** GitHub and its machine for jobs in a test. */
export interface GitHub {
  /** The repository of the workflows: `owner/name`. */
  readonly repository: string;
  /** The folder of the pushed repository. */
  readonly origin: string;
  /**
   * The folder of the simulated machine. It runs the jobs one after the other, and the clone always has the same path, as
   * on GitHub. `actions/checkout` removes the files of the previous job, so that only those of the last job remain.
   */
  readonly machine: string;
  /** The environment variables on the machine of a job, for the GitHub environment that the job names. */
  readonly env: (environment: string | undefined) => Readonly<Record<string, string>>;
  readonly issuer: TokenIssuer;
  /** Stand-ins of others' actions, by `owner/name`. */
  readonly actions: Readonly<Record<string, Action>>;
  /** The id of the run, which all its attempts have. @default '1' */
  readonly run?: string;
  /** The event that begins the run, with its payload. */
  readonly event: {
    readonly name: 'push' | 'pull_request' | 'workflow_dispatch' | 'workflow_run';
    readonly payload: Contexts;
  };
  /** True if the reviewers of an environment of GitHub approve. @default - they do, or there are none */
  readonly approves?: (environment: string) => boolean;
  /**
   * Called with the output of the steps of jobs. The callback can end the machine of the running job. @default - no
   * callback
   */
  readonly onSaid?: Machine['onSaid'];
}

/** A job of a run, at its end. */
export interface EndedJob {
  /** With the jobs that called its workflow: `testing / network / deploy`. */
  readonly name: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** The attempt that ran or skipped it. */
  readonly attempt: number;
  /** The environment of GitHub that it named. */
  readonly environment?: string;
  /** Its output, and its summary. */
  readonly log: string;
}
