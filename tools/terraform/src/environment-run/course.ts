import type { Environment } from '@malinshopper/environments';
import type { App } from '../commands/app';
import type { Leases } from '../lease/leased';
import type { Synthesized } from '../synth';
import type { Session } from '../aws-target/session';
import type { AppNode } from './app-graph';

/** The differences between a deploy and a destroy of a whole environment. */
export interface Course {
  readonly operation: 'deploy' | 'destroy';
  /** The apps of the run. Each app depends on the apps that must end before it begins. */
  order(apps: readonly AppNode[]): AppNode[];
  /** The reason why the synthesis leaves out protection; undefined if it does not. */
  unprotected(environment: Environment): string | undefined;
  /** Checks the preconditions before any app is changed. */
  allowed(
    session: Session,
    environment: Environment,
    apps: readonly Synthesized[],
    toDo: readonly Synthesized[],
  ): Promise<void>;
  /** Returns the reason why nothing is to be done for an app. It is called again at the app's turn. @default - there is always something to do */
  settled?(session: Session, app: Synthesized, root: string): Promise<string | undefined>;
  /** The work that can be done for every app at once, before its turn. */
  ahead(app: App): Promise<void>;
  /** The work of the app's turn; returns one sentence about it. The leases are held. */
  turn(app: App, leases: Leases): Promise<string>;
  /** True if an app must run again after all other apps have ended. @default - no app runs again */
  again?(session: Session, app: Synthesized): Promise<boolean>;
}
