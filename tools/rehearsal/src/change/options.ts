import type { Reporter } from '@malinshopper/terraform';

export interface RehearseOptions {
  /** Where the change begins, such as `main`: where this branch left it. */
  readonly base: string;
  /** The repository with the change. */
  readonly root: string;
  /** What holds data and may be destroyed and made anew. @default - nothing */
  readonly recreate?: readonly string[];
  /** Where progress is shown. */
  readonly reporter: (apps: readonly string[]) => Promise<Reporter>;
  say(line: string): void;
}
