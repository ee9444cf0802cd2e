import { basename } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { openReporter } from '../progress/open-reporter';
import { PlainReporter } from '../progress/plain';
import { SilentReporter, type Reporter } from '../progress/reporter';
import { isRunning, lastRun } from '../run/record';
import { assertNotLent, borrowers, readersOf } from '../state/borrowers';
import { describeLock, readLock, releaseLock } from '../state/lock';
import { passThrough } from '../subprocess';
import { synthesize, type SynthOptions } from '../synth';
import { chosenTarget } from '../target/target';
import { openApp, type App } from './app';
import { ask } from './ask';
import { openContext, type ContextOptions } from './context';
import { planAndApply, prepare, type BeforePlan } from './deploy-app';
import { assertDestroyable, assertUnprotected, destroyApp, liftProtection, unprotectedReason } from './destroy-app';
import { parallelism } from './terraform';

export interface CommandOptions extends ContextOptions {
  /** @default - nothing is done */
  readonly beforePlan?: BeforePlan;
}

/**
 * Shows what a deploy would do, in Terraform's own words.
 * @returns Terraform's exit code: 0 nothing, 1 an error, 2 there are changes
 */
export async function plan(project: string, environment: Environment, options: CommandOptions = {}): Promise<number> {
  const reporter = new PlainReporter(console.error);
  return withApp(project, environment, 'plan', new SilentReporter(), options, {}, async (app) => {
    await prepare({ ...app, reporter: quietPhases(app.reporter, reporter) }, { writes: false });
    const colour = process.stdout.isTTY && !process.env['NO_COLOR'] ? [] : ['-no-color'];
    const args = ['plan', '-detailed-exitcode', '-input=false', '-lock=false', parallelism, ...colour];
    return passThrough(app.context.installation.program, args, { cwd: app.folder.path, env: app.context.env });
  });
}
