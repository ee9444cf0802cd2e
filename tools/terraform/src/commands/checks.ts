import { duration } from '../durations';
import { releaseLock, readLock, describeLock, judgeLock, type Lock } from '../state/lock';
import { shutsOut, stateBucketPolicyIn, waysOut } from '../state/shut-out';
import { assertUpstreams } from '../state/upstreams';
import { assertFitsRecord } from '../state/fits-record';
import { assertVersioned } from '../state/versioned';
import { principalArn } from '../aws-target/principal';
import { strandedState } from '../work/folder';
import type { App } from './app';
import { ask } from './ask';
import { jobsLock } from './outlived';
import { assertSameRegion } from './same-region';
import { nxCommand, terraformByHand } from './wording';

export interface CheckOptions {
  /** Whether a person can be asked about a lock. @default false */
  readonly interactive?: boolean;
  /** Whether the command will write the state. @default true */
  readonly writes?: boolean;
  /** Whether the command writes what the last run could not write of the state. @default false: it is refused */
  readonly pushesState?: boolean;
  /** Whether the states that the app reads have to be there. @default true */
  readonly upstreams?: boolean;
}

/** Everything that can be known to be wrong before Terraform is asked. Nothing is touched. */
export async function check(app: App, options: CheckOptions = {}): Promise<void> {
  assertSameAccount(app);
  // What is no state is taken for none by Terraform, which would make everything again.
  await assertFitsRecord(app.context.session.s3, app.configuration.state);
  await assertVersioned(app.context.session.s3, app.configuration.state);
  if (!options.pushesState) assertNoStrandedState(app);
  if (options.writes !== false) await assertNotShutOut(app);
  const { environment, session } = app.context;
  const upstreams = options.upstreams === false ? undefined : assertUpstreams(session, app.configuration, environment);
  const [lock] = await Promise.all([readLock(session, app.configuration.state), upstreams, assertSameRegion(app)]);
  if (lock) await settleLock(app, lock, options);
}

/** The guard that Terraform has too (`allowed_account_ids`), before anything of ours, such as the bucket, is made. */
function assertSameAccount({ configuration, context: { session, environment } }: App): void {
  if (configuration.accountIds.every((id) => id === session.identity.account)) return;
  throw new Error(
    `${configuration.app} was synthesized for account ${configuration.accountIds.join(', ')}, but the credentials of ` +
      `${environment.name} are of ${session.identity.account} (${session.identity.arn}): nothing was touched.`,
  );
}

/**
 * Who applies the policy of the bucket with the states must not be shut out by it: in the midst of the apply it could no longer write the
 * state, and not take the policy off again.
 */
async function assertNotShutOut({ name, json, configuration: { state }, context }: App): Promise<void> {
  const policy = stateBucketPolicyIn(json, state);
  const principal = policy && (await principalArn(context.session));
  if (!policy || principal === undefined || !shutsOut(policy, state, principal)) return;
  throw new Error(
    `${name} puts a policy on the bucket ${state.bucket} that shuts ${principal} out: in the midst of the apply it could no longer ` +
      `write its state, nor take the policy off again. Nothing was touched. ${waysOut(context.environment.account, principal)}`,
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

/** Decides about a lock that stands in the way: wait, release, or give up. It is released by itself only where its holder is proved dead. */
async function settleLock(app: App, lock: Lock, { interactive = false, writes = true }: CheckOptions): Promise<void> {
  const { context, configuration, name, reporter } = app;
  const { session, environment } = context;
  const { state } = configuration;
  const described = describeLock(lock, state);
  const held = `${state.key} is ${described}`;
  const verdict = judgeLock(lock);
  // A plan on the real AWS may be of a role that only reads.
  if (verdict === 'dead' && (writes || session.target.kind === 'embedded')) {
    await releaseLock(session, state, lock);
    reporter.note(name, `released the lock of a run that was killed (${described})`);
    return;
  }
  const job = await jobsLock(app, lock);
  if (job && job.left <= 0 && writes && verdict !== 'alive') {
    await releaseLock(session, state, lock);
    reporter.note(name, `released the lock of a job that is over: the session of ${job.who} has ended (${described})`);
    return;
  }
  if (!writes) throw new Error(`${held}: a plan now would show a state half-way. Try again when that is done.`);
  if (verdict === 'alive') {
    const pids = lock.holder?.processes.map(({ pid }) => pid).join(', ');
    throw new Error(
      `${held}. Its run still works on this machine (process ${pids}): nothing was touched. Wait for it, or stop it with Ctrl-C.`,
    );
  }
  if (interactive && (await ask(`${held}.\nIs that run really gone, and shall its lock be released?`))) {
    return releaseLock(session, state, lock);
  }
  const command = nxCommand('unlock', name, environment.ref, session.target.kind);
  const bySession = job
    ? ` It is of a job of CI (${job.who}), which can write nothing any more in ${duration(job.left)}: from then on a deploy releases the lock by itself.`
    : '';
  throw new Error(
    `${held}. Nothing was touched.${bySession} Wait for it; if that run is gone, release the lock: \`${command}\`.`,
  );
}
