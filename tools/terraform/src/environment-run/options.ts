import type { SynthOptions } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import type { BeforePlan } from '../commands/deploy-app';
import type { LeaseOptions } from '../lease/leased';
import type { Reporter } from '../progress/reporter';
import type { Synthesized } from '../synth';

export interface EnvironmentRunOptions extends ContextOptions, Pick<SynthOptions, 'changes'> {
  /** The roots of the apps, such as `apps/network`. @default - all of the repository */
  readonly projects?: readonly string[];
  /** Where progress is shown. @default - a live view on a terminal, else plain lines */
  readonly reporter?: (apps: readonly string[]) => Promise<Reporter>;
  /** Called for each app between its checks and its plan. @default - nothing is done */
  readonly beforePlan?: BeforePlan;
  /** The apps as they are synthesized already, by name. @default - they are synthesized now */
  readonly synthesized?: ReadonlyMap<string, Synthesized>;
  /** Whether nothing is begun any more after a failure. @default false: only what depends on it is not begun */
  readonly stopsAtFailure?: boolean;
  /** How the leases of what is written are taken. @default - for this command alone, and refused at once if one is taken */
  readonly lease?: LeaseOptions;
}
