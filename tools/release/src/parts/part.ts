import type { ReleaseSide } from '@malinshopper/environments';
import type { Label } from '../release/label';

/**
 * One of the things that a release goes to, each on its own: the deployment group of a role, or the Hadoop cluster. What is
 * sent to it is an attempt: a deployment of CodeDeploy, or a step of EMR.
 */
export interface Part {
  /** `web`, `fetcher`, `cluster`: as people name it. */
  readonly name: string;
  /** With what it can be released apart from the rest. */
  readonly side: ReleaseSide;
  /** Everything that was sent to it, newest first, as far back as matters. */
  attempts(): Promise<readonly Attempt[]>;
  /** One of them, as it is now. */
  attempt(id: string): Promise<Attempt>;
  /** How far it is on each instance. */
  instances(id: string): Promise<readonly Progress[]>;
  /** The instances that are there now; undefined if the caller may not see them. */
  members(): Promise<readonly string[] | undefined>;
  /** Those of its alarms that would stop a release now; undefined if the caller may not see them. */
  burning(): Promise<readonly string[] | undefined>;
  /** @returns the id of the attempt */
  begin(what: Beginning): Promise<string>;
  /** Ends what runs; what it has not reached stays as it is, and nothing is taken back. */
  stop(id: string): Promise<void>;
}

export interface Beginning {
  /** The checksum of the revision. */
  readonly revision: string;
  /** One that goes back (`isWayBack`) looks at no alarm, lets scripts that end what is there fail, and is never taken back. */
  readonly label: Label;
  /** Whether its alarms are not looked at. @default false */
  readonly ignoreAlarms?: boolean;
  /** Whether scripts of the revision that is there may fail when they are to end it. @default false */
  readonly ignoreStopFailures?: boolean;
}

/** `succeeded` only if it did on every instance. */
export type Outcome = 'running' | 'succeeded' | 'failed' | 'stopped';

export interface Attempt {
  readonly id: string;
  readonly part: string;
  /** The checksum of its revision; undefined if something else than this tool has put that there. */
  readonly revision?: string;
  readonly outcome: Outcome;
  /** A person or a pipeline; AWS, because an attempt failed; AWS, to bring a single instance to what is there already. */
  readonly creator: 'person' | 'rollback' | 'instance';
  /** What this tool wrote on it. */
  readonly label?: Label;
  readonly began: Date;
  readonly ended?: Date;
  /** Why it did not succeed. */
  readonly reason?: string;
  /** Whether an alarm has stopped it. @default false */
  readonly byAlarm?: boolean;
  /** The attempt that it takes back. */
  readonly takesBack?: string;
  /** The attempt that takes it back; `expected` while AWS is about to begin one. */
  readonly takenBackBy?: string;
}

/** How far an attempt is on one instance. */
export interface Progress {
  readonly instance: string;
  readonly outcome: 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped';
  /** The lifecycle event that runs, or that was the last to run. */
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

/** What went wrong on an instance, as its agent says. */
export interface Failure {
  readonly event: string;
  readonly script?: string;
  readonly message: string;
  /** Whether a script of the revision failed by itself: was missing, could not be run, took too long, or ended with an error. */
  readonly ofScript: boolean;
  /** The end of what the script printed. */
  readonly output: string;
}
