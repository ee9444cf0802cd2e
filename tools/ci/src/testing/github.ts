import type { TokenIssuer } from '@malinshopper/local-aws/issuer';
import type { Action } from './actions';
import type { Contexts } from './expressions';
import type { Machine } from './steps';

/** What GitHub, and the machine that it gives jobs, are in a test. */
export interface GitHub {
  /** The repository of the workflows: `owner/name`. */
  readonly repository: string;
  /** Where it is, as it was pushed. */
  readonly origin: string;
  /**
   * The folder of the machine that runs one job after the other, with the clone at the same place, as on GitHub: what an earlier job has left
   * there is removed by `actions/checkout`, and what the last one leaves stays.
   */
  readonly machine: string;
  /** The variables of the machine of a job, by the environment of GitHub that it names. */
  readonly env: (environment: string | undefined) => Readonly<Record<string, string>>;
  readonly issuer: TokenIssuer;
  /** Stand-ins of others' actions, by `owner/name`. */
  readonly actions: Readonly<Record<string, Action>>;
  /** The id of the run, which all its attempts have. @default '1' */
  readonly run?: string;
  /** Which event begins the run, with what it says. */
  readonly event: {
    readonly name: 'push' | 'pull_request' | 'workflow_dispatch' | 'workflow_run';
    readonly payload: Contexts;
  };
  /** Whether the reviewers of an environment of GitHub agree. @default - they do, or there are none */
  readonly approves?: (environment: string) => boolean;
  /** Hears of what the steps of jobs say, and may end the machine of the one that runs. @default - nothing listens */
  readonly onSaid?: Machine['onSaid'];
}

/** A job of a run, at its end. */
export interface EndedJob {
  /** With the jobs that called its workflow: `testing / network / deploy`. */
  readonly name: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** The attempt of the run that it was run in, or skipped. */
  readonly attempt: number;
  /** The environment of GitHub that it named. */
  readonly environment?: string;
  /** What it said, and its summary. */
  readonly log: string;
}
