import { duration } from '../durations';
import { releaseLock, readLock, describeLock, judgeLock, type Lock } from '../state/lock';
import { shutsOut, stateBucketPolicyIn, principalOptions } from '../state/shut-out';
import { assertUpstreams } from '../state/upstreams';
import { assertFitsRecord } from '../state/fits-record';
import { assertVersioned } from '../state/versioned';
import { principalArn } from '../aws-target/principal';
import { strandedState } from '../work/folder';
import type { App } from './app';
import { ask } from './ask';
import { lockOfJob } from './lock-of-job';
import { assertSameRegion } from './same-region';
import { nxCommand, terraformByHand } from './printed-commands';

export interface CheckOptions {
  /** True if a person can be asked about a lock. @default false */
  readonly interactive?: boolean;
  /** True if the command will write the state. @default true */
  readonly writes?: boolean;
  /** True if the command writes the state that the last run could not write. @default false: it is refused */
  readonly pushesState?: boolean;
  /** True if the states that the app reads must exist. @default true */
  readonly upstreams?: boolean;
}

/** Finds the errors that can be found before Terraform runs. It changes nothing. */
export async function check(app: App, options: CheckOptions = {}): Promise<void> {
  assertSameAccount(app);
  // Terraform treats an object that is not a state as an empty state, and would create all resources again.
  await assertFitsRecord(app.context.session.s3, app.configuration.state);
  await assertVersioned(app.context.session.s3, app.configuration.state);
  if (!options.pushesState) assertNoStrandedState(app);
  if (options.writes !== false) await assertNotShutOut(app);
  const { environment, session } = app.context;
  const upstreams = options.upstreams === false ? undefined : assertUpstreams(session, app.configuration, environment);
  const [lock] = await Promise.all([readLock(session, app.configuration.state), upstreams, assertSameRegion(app)]);
  if (lock) await settleLock(app, lock, options);
}

/** The check that Terraform has too (`allowed_account_ids`), before anything of this repository, such as the bucket, is made. */
function assertSameAccount({ configuration, context: { session, environment } }: App): void {
  if (configuration.accountIds.every((id) => id === session.identity.account)) return;
  throw new Error(
    `${configuration.app} was synthesized for account ${configuration.accountIds.join(', ')}, but the credentials of ` +
      `${environment.name} are of ${session.identity.account} (${session.identity.arn}): nothing was touched.`,
  );
}

/**
 * Checks that a new policy of the state bucket does not deny access to the principal that applies it. Otherwise, in the
 * middle of the apply, the principal could no longer write the state, and could not remove the policy either.
 */
async function assertNotShutOut({ name, json, configuration: { state }, context }: App): Promise<void> {
  const policy = stateBucketPolicyIn(json, state);
  const principal = policy && (await principalArn(context.session));
  if (!policy || principal === undefined || !shutsOut(policy, state, principal)) return;
  throw new Error(
    `${name} puts a policy on the bucket ${state.bucket} that shuts ${principal} out: in the middle of the apply, this principal could no longer ` +
      `write the state or remove the policy. Nothing was touched. ${principalOptions(context.environment.account, principal)}`,
  );
}

function assertNoStrandedState({ name, folder, context }: App): void {
  const file = strandedState(folder);
  if (!file) return;
  throw new Error(
    `The last run of ${name} could not write its state and left it in ${file}. Write it first: ` +
      `${terraformByHand({ context, folder }, 'state', 'push', 'errored.tfstate')} && rm errored.tfstate`,
  );
}

/** Decides about a lock on the state: wait, release, or give up. A command releases it by itself only if its holder is proved dead. */
async function settleLock(app: App, lock: Lock, { interactive = false, writes = true }: CheckOptions): Promise<void> {
  const { context, configuration, name, reporter } = app;
  const { session, environment } = context;
  const { state } = configuration;
  const described = describeLock(lock, state);
  const held = `${state.key} is ${described}`;
  const verdict = judgeLock(lock);
  // On the real AWS, the role of a plan may be read-only and unable to release the lock.
  if (verdict === 'dead' && (writes || session.target.kind === 'embedded')) {
    await releaseLock(session, state, lock);
    reporter.note(name, `released the lock of a run that was killed (${described})`);
    return;
  }
  const job = await lockOfJob(app, lock);
  if (job && job.left <= 0 && writes && verdict !== 'alive') {
    await releaseLock(session, state, lock);
    reporter.note(name, `released the lock of a job that is over: the session of ${job.who} has ended (${described})`);
    return;
  }
  if (!writes)
    throw new Error(`${held}: a plan now would show a half-written state. Try again when that run has ended.`);
  if (verdict === 'alive') {
    const pids = lock.holder?.processes.map(({ pid }) => pid).join(', ');
    throw new Error(
      `${held}. Its run is still active on this machine (process ${pids}): nothing was touched. Wait for it, or stop it with Ctrl-C.`,
    );
  }
  if (interactive && (await ask(`${held}.\nIs that run really gone, and shall its lock be released?`))) {
    return releaseLock(session, state, lock);
  }
  const command = nxCommand('unlock', name, environment.ref, session.target.kind);
  const bySession = job
    ? ` A job of CI holds it (${job.who}). Its session ends in ${duration(job.left)}: from then on a deploy releases the lock by itself.`
    : '';
  throw new Error(
    `${held}. Nothing was touched.${bySession} Wait for it; if that run is gone, release the lock: \`${command}\`.`,
  );
}
