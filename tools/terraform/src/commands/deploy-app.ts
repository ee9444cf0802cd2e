import { holdReplaced, keepOutgoing, type Waiting } from '../outgoing/outgoing';
import { ensureStateBucket } from '../state/bucket';
import type { App } from './app';
import { check, type CheckOptions } from './checks';
import { settle } from '../adoption/left-behind';
import { takeOver } from '../adoption/take-over';
import { assertNoCollisions } from './collisions';
import { assertAllowed, assertMayGoUnreviewed } from './guard';
import { beforeOneMoreApply } from './apply-once-more';
import { assertInService } from './in-service';
import { isMoreThanPlanned } from './more-than-planned';
import { keepProtected } from './keep-protected';
import { pushStranded } from './push-stranded';
import { assertNotRecreated, type Planned } from './recreated';
import { assertReviewed, type ReviewSource } from '../review/assert-reviewed';
import { recorded, type Progress } from '../record/recorded';
import { verification, type Verification } from '../verify/verify';
import { applyPlan, initialize, planToFile } from './terraform';

/** An additional step between the checks and the plan, such as adopting what a killed run made. */
export type BeforePlan = (app: App) => Promise<void>;

/** Checks and initializes: afterwards Terraform can run in the app's folder. */
export async function prepare(app: App, options: CheckOptions = {}): Promise<void> {
  await checked(app, options);
  await ready(app, options);
}

/** Checks everything that can be known to be wrong, and touches nothing. */
export async function checked(app: App, options: CheckOptions = {}): Promise<void> {
  app.reporter.phase(app.name, 'checks');
  await check(app, options);
}

/** Makes the state bucket if it does not exist, and initializes. */
export async function ready(app: App, { writes }: Pick<CheckOptions, 'writes'> = {}): Promise<void> {
  const { reporter, name, context, configuration } = app;
  await ensureStateBucket(context.session, configuration.state, { settings: writes !== false });
  reporter.phase(name, 'init');
  await initialize(app);
}

export interface DeployOptions {
  readonly beforePlan?: BeforePlan;
  /** The addresses to deploy. @default - everything */
  readonly targets?: readonly string[];
  /** True if the plan may be refused: by production, or because data would be lost by it. @default true */
  readonly guarded?: boolean;
  /** The addresses of resources with data that may be destroyed and made again. @default - none */
  readonly recreate?: readonly string[];
  /** The reviewed plan. A plan with any other effect is refused. @default - no review is required */
  readonly reviewed?: ReviewSource | undefined;
  /** True if it only completes a reviewed deploy that the same run has begun. @default false */
  readonly followsUp?: boolean;
  /** The record of the last run. The progress of this run is added to it. @default - no record */
  readonly progress?: Progress;
  /** Returns true if a plan is worth an apply. @default - it is if it changes anything */
  readonly isWanted?: (planned: readonly Planned[]) => boolean;
  /** Called right before each apply; an error that it throws stops the deploy. @default - nothing is called */
  readonly beforeApply?: () => Promise<void>;
  /** Verifies the applied resources before the app counts as deployed. @default - only a wait for instances in service */
  readonly verify?: Verification | undefined;
}

/**
 * Plans, and applies exactly that plan; once more for each resource that failed because AWS did not see yet what the apply had just made. If an app
 * has groups of instances, it waits until they are in service.
 * @returns one sentence about the changes
 */
export async function planAndApply(app: App, options: DeployOptions = {}): Promise<string> {
  const done = await changed(app, options);
  // A deploy of some targets does not show the state of the remaining resources of the app.
  if (!options.targets) settle(app.folder);
  // A deploy that only prepares a destroy needs no instances.
  const instances = options.guarded === false ? '' : await assertInService(app);
  const kept = keptText(await keepOutgoing(app));
  const isApplied = app.reporter.progress(app.name).hasEntered('apply');
  const seen = (await options.verify?.(isApplied)) ?? '';
  return [done, instances, kept, seen].filter(Boolean).join('; ');
}

function keptText(waiting: Waiting | undefined): string {
  if (!waiting) return '';
  const { readers, used } = waiting;
  const until =
    readers.length > 0
      ? `${readers.map((key) => key.replace('.tfstate', '')).join(', ')} is deployed`
      : `nothing uses ${used.join(', ')}`;
  return `the replaced resources stay until ${until}; the next deploy after that deletes them`;
}

/** Deploys an app and records how it ended: an app in bad health has failed. */
export async function recordedDeploy(
  app: App,
  {
    verified,
    ...options
  }: Pick<DeployOptions, 'beforePlan' | 'recreate' | 'reviewed' | 'followsUp' | 'beforeApply'> & {
    readonly verified?: boolean;
  },
): Promise<string> {
  const verify = verified ? await verification(app) : undefined;
  const isBound = options.reviewed !== undefined;
  return recorded(app, 'deploy', (progress) => planAndApply(app, { ...options, verify, progress }), { isBound });
}

async function changed(
  app: App,
  {
    beforePlan,
    targets,
    recreate,
    reviewed,
    followsUp,
    progress,
    beforeApply,
    guarded = true,
    isWanted = () => true,
  }: DeployOptions,
): Promise<string> {
  const { reporter, name } = app;
  await pushStranded(app);
  await keepProtected(app);
  await beforePlan?.(app);
  await keepOutgoing(app);
  let planned: Planned[] = [];
  const plan = async () => {
    planned = [];
    return (await planToFile(app, { targets, onPlanned: (one) => planned.push(one) })) && isWanted(planned);
  };
  reporter.phase(name, 'plan');
  const { adopted, isOpen: hasChanges } = await takeOver(app, plan, await plan(), progress?.cutOffAt);
  if (!hasChanges) return adopted > 0 ? `${adopted} adopted, no other changes` : 'no changes';
  // Before any resource is held back: the reviewed plan deletes the replaced resources.
  if (!reviewed && guarded && !followsUp) await assertMayGoUnreviewed(app);
  if (reviewed) await progress?.bindTo(await assertReviewed(app, reviewed, progress.unfinished));
  if (guarded) await assertNoCollisions(app, planned);
  if (guarded && (await holdReplaced(app, planned)) && !(await plan())) return 'no changes';
  const apply = async () => {
    if (guarded) await assertNotRecreated(app, planned, recreate);
    if (guarded) await assertAllowed(app);
    await beforeApply?.();
    reporter.phase(name, 'apply');
    await applyPlan(app);
  };
  const hidesChanges = await isMoreThanPlanned(app, planned);
  const failed = new Set<string>();
  for (let isOpen = true; isOpen;) {
    try {
      await apply();
      isOpen = false;
    } catch (failure) {
      await beforeOneMoreApply(app, failure, failed);
      reporter.phase(name, 'plan');
      isOpen = await plan();
    }
  }
  if (hidesChanges) {
    reporter.phase(name, 'plan');
    if (await plan()) await apply();
  }
  const { steps } = reporter.progress(name);
  if (steps === 0) return 'outputs updated';
  return steps === 1 ? '1 change applied' : `${steps} changes applied`;
}
