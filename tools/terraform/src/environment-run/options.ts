import type { SynthOptions } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import type { BeforePlan } from '../commands/deploy-app';
import type { LeaseOptions } from '../lease/leased';
import type { Reporter } from '../progress/reporter';
import type { Synthesized } from '../synth';

export interface EnvironmentRunOptions extends ContextOptions, Pick<SynthOptions, 'changes'> {
  /** The root folders of the apps, such as `apps/network`. @default - all apps of the repository */
  readonly projects?: readonly string[];
  /** The output of progress. @default - a live view on a terminal, else plain lines */
  readonly reporter?: (apps: readonly string[]) => Promise<Reporter>;
  /** Called for each app between its checks and its plan. @default - nothing is done */
  readonly beforePlan?: BeforePlan;
  /** The synthesized apps, by name. @default - they are synthesized now */
  readonly synthesized?: ReadonlyMap<string, Synthesized>;
  /** True if nothing is begun any more after a failure. @default false: only dependent apps are not begun */
  readonly stopsAtFailure?: boolean;
  /**
   * The options of the leases. @default - leases for this command only. The command fails at once if another run holds
   * a lease
   */
  readonly lease?: LeaseOptions;
}
