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

/** Why the embedded AWS may lift an environment's protection by itself: nothing in it is worth anything. */
export const rehearsal = 'rehearsed destroy on the embedded AWS';

/** @throws if the app is the account's: it has no destroy */
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
    `${environment.name} is protected: nothing was touched. To give it up, set ` +
      '`protection: { enabled: false, reason: ... }` for it in environments/, deploy that, and destroy then.',
  );
}

/** How an environment has to be synthesized for its destruction: with the reason why protection is left out, if it has to be. */
export function unprotectedReason(environment: Environment, target: Target['kind']): string | undefined {
  return target === 'embedded' && environment.protection.enabled ? rehearsal : undefined;
}

/** Whether the app's state still manages anything. */
export async function hasResources({ context, configuration }: App): Promise<boolean> {
  const state = await readState(context.session.s3, configuration.state);
  return state !== undefined && state.managed.length > 0;
}

/**
 * Lifts the protection of what is deployed, where the folder's JSON was synthesized without it. Only of what is deployed: after a deploy
 * or a destroy that did not come to its end, nothing more is made just to be destroyed.
 */
export async function liftProtection(app: App): Promise<void> {
  const { environment, session } = app.context;
  if (unprotectedReason(environment, session.target.kind) === undefined) return;
  const state = await readState(session.s3, app.configuration.state);
  const targets = state?.managed.filter((address) => app.configuration.constructPath(address) !== undefined) ?? [];
  if (targets.length === 0) return;
  app.reporter.note(app.name, 'lifting the protection first');
  // On the embedded AWS only, where lifting the protection of production is what is rehearsed.
  await planAndApply(app, { targets, guarded: false, isWanted: lifts(targets) });
}

/** A plan of targets makes what they need, too: where it changes none of them, it would only make what a destroy has taken away. */
const lifts = (targets: readonly string[]) => (planned: readonly Planned[]) =>
  planned.some(({ action, address }) => action === 'update' && targets.includes(address));

/**
 * Takes over what cut-off runs have made, so that a destroy deletes it too: it deletes what the state has.
 * @param cutOff what `cutOffOf` has said before the record of the destroy was begun
 */
export async function takeOverFirst(app: App, cutOff: CutOff | undefined): Promise<void> {
  if (!cutOff) return;
  app.reporter.phase(app.name, 'plan');
  const plan = () => planToFile(app);
  await takeOver(app, plan, await plan(), cutOff.at);
}

/**
 * Destroys everything of the app by a plan, and then the state itself, so that nothing is left.
 * @returns one sentence about what was done
 * @throws before anything of it is touched: if production holds what cannot be made again, and no waiver with a date lets it go
 */
export async function destroyApp(app: App): Promise<string> {
  const { context, configuration, reporter, name, folder } = app;
  const existed = await hasResources(app);
  if (existed) {
    reporter.phase(name, 'plan');
    const plan = () => planToFile(app, { destroys: true });
    // On the embedded AWS the destruction of production is rehearsed: what is in it is worth nothing.
    const isGuarded = context.session.target.kind === 'aws';
    if (isGuarded) {
      await plan();
      await assertAllowed(app);
    }
    if ((await forgetSubscriptions(app)) || !isGuarded) await plan();
    reporter.phase(name, 'destroy');
    // Also where there is nothing to do any more: what was deleted by other means leaves the state.
    await applyPlan(app, 'destroy');
    if (await hasResources(app)) {
      throw new Error(`${name} still has resources in ${configuration.state.key} after its destroy: run it again.`);
    }
  }
  await deleteObject(context.session.s3, configuration.state);
  settle(folder);
  return existed ? 'destroyed' : 'nothing was there';
}
