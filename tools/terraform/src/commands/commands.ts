import { basename } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { openReporter } from '../progress/open-reporter';
import { leased, type LeaseOptions, type Purpose } from '../lease/leased';
import { changedSince } from '../record/changed-since';
import { unchangedText } from '../record/deployment-record';
import { planApp } from '../preview/plan-app';
import { colourFlags, planFlags } from '../preview/run-plan';
import type { ReviewSource } from '../review/assert-reviewed';
import { cutOffOf } from '../adoption/take-over';
import { recorded } from '../record/recorded';
import { assertNotNeeded } from '../state/borrowers';
import { exists } from '../state/objects';
import { passThrough } from '../subprocess';
import type { SynthOptions } from '@malinshopper/synth';
import { chosenTarget, type Target } from '../aws-target/target';
import type { App } from './app';
import type { ContextOptions } from './context';
import { checked, prepare, ready, recordedDeploy, type BeforePlan } from './deploy-app';
import {
  assertDestroyable,
  assertUnprotected,
  destroyApp,
  hasResources,
  liftProtection,
  takeOverFirst,
  unprotectedReason,
} from './destroy-app';
import { candidate, withApp } from './with-app';

export interface CommandOptions extends ContextOptions, Pick<SynthOptions, 'changes'> {
  /** @default - nothing is done */
  readonly beforePlan?: BeforePlan;
  /** The options of the lease of the command's owner. @default - a lease for this command alone; the command fails at once if another run holds it */
  readonly lease?: LeaseOptions;
}

export interface DeployOptions extends CommandOptions {
  /** True if an app is planned even though its record reports no change. @default false */
  readonly refresh?: boolean;
  /** The addresses of resources with data that may be destroyed and made again. @default - none: a plan that would do it is refused */
  readonly recreate?: readonly string[];
  /** True if an app counts as deployed only with an empty plan and in good health. @default false */
  readonly verified?: boolean;
  /** The reviewed plan. A plan with any other effect is refused. @default - no review is required */
  readonly reviewed?: ReviewSource | undefined;
}

export interface PlanOptions extends CommandOptions {
  /** True if the plan of a destroy is shown. @default false */
  readonly destroys?: boolean | undefined;
}

/**
 * Shows the plan of a deploy or a destroy, in Terraform's own words. The plan of a deploy builds on the plans of the apps upstream.
 * @throws if the destroy would be refused: the environment is protected in the real AWS, or the app belongs to the account
 * @returns Terraform's exit code: 0 nothing, 1 an error, 2 there are changes
 */
export async function plan(project: string, environment: Environment, options: PlanOptions = {}): Promise<number> {
  const target = options.target ?? chosenTarget(options.variables);
  if (!options.destroys) return planApp(project, environment, { ...options, target });
  assertDestroyIsAllowed(project, environment, target);
  const unprotected = unprotectedReason(environment, target.kind);
  const found = await candidate(project, environment, { ...options, target, unprotected });
  return withApp('plan', found, environment, { ...options, target }, async (app) => {
    await prepare(app, { writes: false });
    const args = ['plan', ...planFlags, ...colourFlags(), '-destroy'];
    return passThrough(app.context.installation.program, args, { cwd: app.folder.path, env: app.context.env });
  });
}

/** Deploys one app: plans, and applies exactly that plan. An app without a change since its record is left alone. */
export async function deploy(project: string, environment: Environment, options: DeployOptions = {}): Promise<void> {
  const app = await candidate(project, environment, options);
  const found = options.refresh ? undefined : await changedSince(app.session, app.synthesized, app.root);
  if (found?.state === 'unchanged') {
    console.log(`${app.synthesized.configuration.app}: ${unchangedText(found.record)}`);
    return;
  }
  await withApp('deploy', app, environment, options, async (opened) => {
    await checked(opened, { interactive: true, pushesState: true });
    await leased(purposeOf(opened, 'deploy'), options.lease, async ({ assertHeld }) => {
      await ready(opened);
      await shown(opened, (visible) => recordedDeploy(visible, { ...options, beforeApply: assertHeld }));
    });
  });
}

/** Destroys one app of an environment, if no other app needs it any more, and its state with it. */
export async function destroy(project: string, environment: Environment, options: CommandOptions = {}): Promise<void> {
  const target = options.target ?? chosenTarget(options.variables);
  assertDestroyIsAllowed(project, environment, target);
  const unprotected = unprotectedReason(environment, target.kind);
  const found = await candidate(project, environment, { ...options, target, unprotected });
  await withApp('destroy', found, environment, { ...options, target }, async (app) => {
    const { configuration, context } = app;
    await assertNotNeeded(context.session, [configuration.state]);
    // Checked without reading the state: nx first destroys the apps that read this one, and the role of a team may lack permission to read their
    // states.
    const cutOff = await cutOffOf(context.session, configuration.state, app.folder);
    if (!cutOff && !(await exists(context.session.s3, configuration.state))) {
      return shown(app, async () => 'nothing to destroy');
    }
    await leased(purposeOf(app, 'destroy'), options.lease, async ({ assertHeld }) => {
      if (cutOff || (await hasResources(app))) await prepare(app, { interactive: true });
      await shown(app, (visible) =>
        recorded(visible, 'destroy', async () => {
          await takeOverFirst(visible, cutOff);
          await liftProtection(visible);
          await assertHeld();
          return destroyApp(visible);
        }),
      );
    });
  });
}

/** The purpose for a lease of the app's own owner: a deploy of an app of an account leaves its environments free. */
export const purposeOf = (
  { configuration: { state, owner }, context }: App,
  operation: Purpose['operation'],
): Purpose => ({
  session: context.session,
  state,
  owners: [owner],
  operation,
  root: context.root,
});

function assertDestroyIsAllowed(project: string, environment: Environment, target: Target): void {
  assertDestroyable(basename(project));
  assertUnprotected(environment, target.kind);
}

/** Runs a long task under a progress view of its own, and reports how it ended. */
export async function shown(app: App, work: (app: App) => Promise<string>): Promise<void> {
  const reporter = await openReporter([app.name]);
  try {
    reporter.finished(app.name, 'done', await work({ ...app, reporter }));
  } catch (error) {
    reporter.finished(app.name, 'failed', 'see below');
    throw error;
  } finally {
    await reporter.close();
  }
}
