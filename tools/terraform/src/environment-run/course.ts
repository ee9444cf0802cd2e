import type { Environment } from '@malinshopper/environments';
import type { App } from '../commands/app';
import type { Leases } from '../lease/leased';
import type { Synthesized } from '../synth';
import type { Session } from '../aws-target/session';
import type { AppNode } from './app-graph';

/** How a deploy and a destroy of a whole environment differ. */
export interface Course {
  readonly operation: 'deploy' | 'destroy';
  /** The apps that take part, each depending on those that have to be through before it. */
  order(apps: readonly AppNode[]): AppNode[];
  /** Why protection is left out of the synthesis, if it is. */
  unprotected(environment: Environment): string | undefined;
  /** What must be true before the first of those that have something to do is touched. */
  allowed(
    session: Session,
    environment: Environment,
    apps: readonly Synthesized[],
    toDo: readonly Synthesized[],
  ): Promise<void>;
  /** Says that nothing is to be done for an app, and why. It is asked again when it is the app's turn. @default - there always is */
  settled?(session: Session, app: Synthesized, root: string): Promise<string | undefined>;
  /** What can be done for every app at once, before its turn. */
  ahead(app: App): Promise<void>;
  /** What is done when it is its turn; gives one sentence about it. The leases are held. */
  turn(app: App, leases: Leases): Promise<string>;
  /** Whether an app has something to do again, now that all the others are through. @default - no app has */
  again?(session: Session, app: Synthesized): Promise<boolean>;
}
