import { failureReport } from '../progress/failure';
import { parseEvent, type Diagnostic, type TerraformEvent } from '../progress/events';
import { Gone } from '../progress/gone';
import { runSupervised } from '../run/supervised';
import { isInterrupted } from '../run/interrupt';
import { assertNoPreviewIn } from '../preview/refuse';
import { fullDiskText, isDiskFull, named } from '../disk';
import { takeLock, type OwnLock } from '../state/own-lock';
import { capture } from '../subprocess';
import { init } from '../work/init';
import type { App } from './app';
import { assertSamePlan, keepPlanDigest } from './plan-digest';
import type { Planned } from './recreated';

/** Terraform's own default is 10; AWS's API limits allow twice that, and most of an apply is waiting. */
export const parallelism = '-parallelism=20';

/** An apply that failed by itself: with every error of Terraform. */
export class ApplyFailure extends Error {
  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[],
    readonly interrupted: boolean,
  ) {
    super(message);
  }
}

export async function initialize({ folder, configuration, context }: App): Promise<void> {
  const { session, installation, env, root } = context;
  await init({ folder, configuration, target: session.target, installation, env, root });
}

export interface PlanOptions {
  /** The addresses that the plan is limited to. @default - everything */
  readonly targets?: readonly string[];
  /** True if the plan destroys everything in the state. @default false */
  readonly destroys?: boolean;
  /** Called with each resource that the plan would change. @default - nothing is done */
  readonly onPlanned?: (planned: Planned) => void;
}

/**
 * Plans into the folder's plan file.
 * @returns true if there is anything to apply
 * @throws with every error, its resource and the next step
 */
export async function planToFile(
  app: App,
  { targets = [], destroys = false, onPlanned }: PlanOptions = {},
): Promise<boolean> {
  const { folder, context, name } = app;
  assertGoingOn(name);
  const { diagnostics, onEvent } = collect(app);
  const gone = new Gone();
  // No lock: a plan writes nothing, and Terraform refuses to apply it when the state has changed since.
  const args = [
    'plan',
    '-json',
    `-out=${folder.plan}`,
    '-detailed-exitcode',
    '-input=false',
    '-lock=false',
    parallelism,
  ];
  if (destroys) args.push('-destroy');
  args.push(...targets.map((address) => `-target=${address}`));
  const { code, stderr } = await capture(context.installation.program, args, {
    cwd: folder.path,
    env: context.env,
    onLine: (line) => {
      const event = parseEvent(line);
      if (!event) return;
      gone.take(event);
      if (event.kind === 'planned') onPlanned?.(event);
      onEvent(event);
    },
  });
  for (const note of gone.notes()) app.reporter.note(name, note);
  if (code === 0 || code === 2) {
    keepPlanDigest(folder);
    return code === 2;
  }
  throw new Error(failureReport(`The plan of ${name}`, diagnostics, app.configuration, stderr.trim()));
}

/**
 * Applies exactly the plan in the folder.
 * @param operation the kind of the plan @throws ApplyFailure if Terraform failed. Throws another error if Terraform was
 * killed, or if the folder belongs to a preview
 */
export async function applyPlan(app: App, operation: 'apply' | 'destroy' = 'apply'): Promise<void> {
  // The lock is taken here, because it contains the processes that hold it.
  const args = ['apply', '-json', '-input=false', '-lock=false', parallelism, app.folder.plan];
  const { folder, context, name, reporter, configuration } = app;
  assertNoPreviewIn(name, folder.path);
  assertGoingOn(name);
  const { diagnostics, onEvent } = collect(app);
  const { installation, env, session } = context;
  const lock = await takeLock(session, configuration.state, operation, installation.version);
  const ran = runSupervised({
    folder,
    installation,
    env,
    operation,
    args,
    onEvent,
    lock: lock.id,
    beforeStart: async (processes) => {
      await lock.heldBy(processes);
      assertSamePlan(name, folder);
    },
    onInterrupt: (stage) => reporter.note(name, interruption(app, stage)),
  });
  const result = await ran.catch(async (error: unknown) => {
    await released(app, lock);
    throw named(error, folder.path);
  });
  const unreleased = await released(app, lock);
  const what = `The ${operation} of ${name}`;
  if (result.exitCode === 0 && unreleased === undefined) return;
  if (result.exitCode === 0) {
    throw new Error(
      `${what} has ended well, but its lock could not be released: ${unreleased}. Run the same command again: it releases it.`,
    );
  }
  if (isDiskFull(folder.path, `${result.errors}\n${diagnostics.map(textOf).join('\n')}`)) {
    throw new Error(`${what} failed. ${fullDiskText(folder.path)}\n${diagnostics.map(textOf).join('\n')}`.trim());
  }
  if (result.exitCode === undefined) {
    throw new Error(
      `${what} was killed. Run the same command again: it releases the lock and continues from the last state.`,
    );
  }
  const otherwise = result.errors || (result.interrupted ? 'It was stopped by Ctrl-C.' : '');
  const report = failureReport(what, diagnostics, app.configuration, otherwise);
  throw new ApplyFailure(report, diagnostics, result.interrupted);
}

const textOf = ({ summary, detail }: Diagnostic) => `${summary}\n${detail}`;

/** @returns the reason why it could not be released, such as that AWS is out of reach: the next run releases it, because its holder is dead then */
async function released({ reporter, name }: App, lock: OwnLock): Promise<string | undefined> {
  try {
    if (!(await lock.release())) {
      reporter.note(name, 'the lock was released by another while this ran: look at the state before you go on');
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function interruption({ name, reporter }: App, stage: 'stopping' | 'forced'): string {
  if (stage === 'forced') return 'stopping at once: changes in flight are not recorded in the state';
  const waiting = reporter.progress(name).waitingFor;
  const what = waiting ? `${waiting.address} and ${waiting.others} more to end` : 'Terraform to end';
  return `stopping in good order: waiting for ${what}, then the state is written. Press Ctrl-C again to stop at once.`;
}

function collect({ name, reporter }: App): { diagnostics: Diagnostic[]; onEvent(event: TerraformEvent): void } {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    onEvent(event) {
      if (event.kind === 'diagnostic') diagnostics.push(event.diagnostic);
      reporter.event(name, event);
    },
  };
}

/** @throws if the user has pressed Ctrl-C: then nothing new is begun */
function assertGoingOn(app: string): void {
  if (isInterrupted()) throw new Error(`${app} was not begun: Ctrl-C was pressed.`);
}
