import type { Environment } from '@malinshopper/environments';
import { settle } from '../adoption/left-behind';
import { takeOver, type CutOff } from '../adoption/take-over';
import { deleteObject } from '../state/objects';
import { readState } from '../state/state';
import type { Target } from '../aws-target/target';
import type { App } from './app';
import { planAndApply } from './deploy-app';
import { forgetSubscriptions } from './forget-subscriptions';
import { assertAllowed } from './guard';
import type { Planned } from './recreated';
import { applyPlan, planToFile } from './terraform';

/** The app that stays when environments come and go. */
export const accountApp = 'account';

/** The reason why the embedded AWS may lift an environment's protection by itself: nothing in it is worth anything. */
export const rehearsal = 'rehearsed destroy on the embedded AWS';

/** @throws if the app is `account`, which cannot be destroyed */
export function assertDestroyable(app: string): void {
  if (app !== accountApp) return;
  throw new Error(
    'The app account has no destroy: it holds the bucket of all Terraform states and the hosted zones that every environment ' +
      'of the account uses. Environments come and go, the account stays.',
  );
}

/** @throws if the environment is protected and the AWS is the real one */
export function assertUnprotected(environment: Environment, target: Target['kind']): void {
  if (target === 'embedded' || !environment.protection.enabled) return;
  throw new Error(
    `${environment.name} is protected: nothing was touched. To destroy it, first remove the protection: set ` +
      '`protection: { enabled: false, reason: ... }` for it in environments/, deploy that, then destroy.',
  );
}

/** Returns the reason why an environment is synthesized without protection for its destruction; undefined if it need not be. */
export function unprotectedReason(environment: Environment, target: Target['kind']): string | undefined {
  return target === 'embedded' && environment.protection.enabled ? rehearsal : undefined;
}

/** True if the app's state still manages a resource. */
export async function hasResources({ context, configuration }: App): Promise<boolean> {
  const state = await readState(context.session.s3, configuration.state);
  return state !== undefined && state.managed.length > 0;
}

/**
 * Lifts the protection of deployed resources, if the folder's JSON was synthesized without it. It changes deployed resources only: after a deploy or
 * a destroy that was cut off, it makes no resource just to destroy it.
 */
export async function liftProtection(app: App): Promise<void> {
  const { environment, session } = app.context;
  if (unprotectedReason(environment, session.target.kind) === undefined) return;
  const state = await readState(session.s3, app.configuration.state);
  const targets = state?.managed.filter((address) => app.configuration.constructPath(address) !== undefined) ?? [];
  if (targets.length === 0) return;
  app.reporter.note(app.name, 'lifting the protection first');
  // On the embedded AWS only, where this is a rehearsal of lifting production's protection.
  await planAndApply(app, { targets, guarded: false, isWanted: lifts(targets) });
}

/**
 * A plan of targets also makes the resources that they need: if it changes none of the targets, it would only make again what a destroy has deleted.
 */
const lifts = (targets: readonly string[]) => (planned: readonly Planned[]) =>
  planned.some(({ action, address }) => action === 'update' && targets.includes(address));

/**
 * Takes over the resources that cut-off runs have made, so that a destroy deletes them too: it deletes only what the state contains.
 * @param cutOff the result of `cutOffOf` before the record of the destroy was begun
 */
export async function takeOverFirst(app: App, cutOff: CutOff | undefined): Promise<void> {
  if (!cutOff) return;
  app.reporter.phase(app.name, 'plan');
  const plan = () => planToFile(app);
  await takeOver(app, plan, await plan(), cutOff.at);
}

/**
 * Destroys everything of the app by a plan, and then the state itself, so that nothing is left.
 * @returns one sentence about the result
 * @throws before anything of it is touched: if production has resources that cannot be made again, and no waiver with a last day permits their loss
 */
export async function destroyApp(app: App): Promise<string> {
  const { context, configuration, reporter, name, folder } = app;
  const existed = await hasResources(app);
  if (existed) {
    reporter.phase(name, 'plan');
    const plan = () => planToFile(app, { destroys: true });
    // On the embedded AWS the destruction of production is a rehearsal: nothing in it is worth anything.
    const isGuarded = context.session.target.kind === 'aws';
    if (isGuarded) {
      await plan();
      await assertAllowed(app);
    }
    if ((await forgetSubscriptions(app)) || !isGuarded) await plan();
    reporter.phase(name, 'destroy');
    // Also if the plan is empty: the apply removes resources from the state that were deleted by other means.
    await applyPlan(app, 'destroy');
    if (await hasResources(app)) {
      throw new Error(`${name} still has resources in ${configuration.state.key} after its destroy: run it again.`);
    }
  }
  await deleteObject(context.session.s3, configuration.state);
  settle(folder);
  return existed ? 'destroyed' : 'nothing to destroy';
}
