import type { ReleaseSide } from '@malinshopper/environments';
import type { Label } from '../release/label';

/**
 * A separate destination of a release: the deployment group of a role, or the Hadoop cluster. An attempt is one
 * delivery to it: a deployment of CodeDeploy, or a step of EMR.
 */
export interface Part {
  /** `web`, `fetcher`, `cluster`: the name for people. */
  readonly name: string;
  /** The side of the part (web or workers). Each side can be released separately. */
  readonly side: ReleaseSide;
  /** All attempts on it, newest first, as far back as needed. */
  attempts(): Promise<readonly Attempt[]>;
  /** One of them, in its present state. */
  attempt(id: string): Promise<Attempt>;
  /** The progress on each instance. */
  instances(id: string): Promise<readonly Progress[]>;
  /** The present instances; undefined if the caller has no permission to list them. */
  members(): Promise<readonly string[] | undefined>;
  /** Its alarms that would stop a release now; undefined if the caller has no permission to read them. */
  burning(): Promise<readonly string[] | undefined>;
  /** @returns the id of the attempt */
  begin(what: Beginning): Promise<string>;
  /** Ends the attempt; instances that it has not reached stay as they are, and nothing is rolled back. */
  stop(id: string): Promise<void>;
}

export interface Beginning {
  /** The checksum of the revision. */
  readonly revision: string;
  /**
   * One that rolls back (`isWayBack`) checks no alarm, ignores failures of the present revision's stop scripts, and is
   * never rolled back.
   */
  readonly label: Label;
  /** True to ignore its alarms. @default false */
  readonly ignoreAlarms?: boolean;
  /** True if the stop scripts of the present revision may fail. @default false */
  readonly ignoreStopFailures?: boolean;
}

/** `succeeded` only if it did on every instance. */
export type Outcome = 'running' | 'succeeded' | 'failed' | 'stopped';

export interface Attempt {
  readonly id: string;
  readonly part: string;
  /** The checksum of its revision; undefined if another tool has deployed it. */
  readonly revision?: string;
  readonly outcome: Outcome;
  /**
   * The origin: a person or a pipeline; AWS, because an attempt failed; AWS, to bring the present revision to a single
   * instance.
   */
  readonly creator: 'person' | 'rollback' | 'instance';
  /** The label of this tool. */
  readonly label?: Label;
  readonly began: Date;
  readonly ended?: Date;
  /** The reason of a failure. */
  readonly reason?: string;
  /** True if an alarm has stopped it. @default false */
  readonly byAlarm?: boolean;
  /** The attempt that it rolls back. */
  readonly takesBack?: string;
  /** The attempt that rolls it back; `expected` while AWS is about to begin one. */
  readonly takenBackBy?: string;
}

/** The progress of an attempt on one instance. */
export interface Progress {
  readonly instance: string;
  readonly outcome: 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped';
  /** The present lifecycle event, or the last one. */
  readonly event?: string;
  readonly events: readonly EventTime[];
  readonly failure?: Failure;
}

/** A lifecycle event that has begun, by AWS's clock. */
export interface EventTime {
  readonly name: string;
  readonly began: Date;
  readonly ended?: Date;
}

/** The failure of an instance, as its agent reports it. */
export interface Failure {
  readonly event: string;
  readonly script?: string;
  readonly message: string;
  /**
   * True if a script of the revision failed by itself: was missing, could not be run, exceeded its time limit, or ended
   * with an error.
   */
  readonly ofScript: boolean;
  /** The end of the script's output. */
  readonly output: string;
}
