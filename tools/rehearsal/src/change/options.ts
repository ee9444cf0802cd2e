import type { Reporter } from '@malinshopper/terraform';

export interface RehearseOptions {
  /** The base of the change, such as `main`: the commit at which this branch left it. */
  readonly base: string;
  /** The repository with the change. */
  readonly root: string;
  /** The resources with data that may be destroyed and created again. @default - none */
  readonly recreate?: readonly string[];
  /** The view that shows the progress. */
  readonly reporter: (apps: readonly string[]) => Promise<Reporter>;
  say(line: string): void;
}
