import type { Environment } from '@malinshopper/environments';
import { isRunning, lastRun } from '../run/record';
import { describeLock, judgeLock, readLock, releaseLock } from '../state/lock';
import { ask } from './ask';
import { synthesizeOne } from '../synth';
import type { Configuration } from '../configuration';
import type { Session } from '../aws-target/session';
import { targetFolder, workFolder, type WorkFolder } from '../work/folder';
import { openContext, type ContextOptions } from './context';

export interface UnlockOptions extends ContextOptions {
  /** True releases the lock without a question. @default false */
  readonly yes?: boolean;
}

/**
 * Releases the lock on an app's state after showing its holder.
 * @returns one sentence about the result
 * @throws if its run is alive on this machine, or if the user does not say yes
 */
export async function unlock(project: string, environment: Environment, options: UnlockOptions = {}): Promise<string> {
  const [{ configuration }, context] = await Promise.all([
    synthesizeOne(environment.ref, project, options),
    openContext(environment, options),
  ]);
  const folder = workFolder(targetFolder(context.session.target), configuration.state.key, context.root);
  return releaseShown(context.session, configuration, folder, options.yes);
}

/** Releases the lock of a state that was already read. */
export async function releaseShown(
  session: Session,
  { state, app }: Pick<Configuration, 'state' | 'app'>,
  folder: Pick<WorkFolder, 'run'>,
  yes = false,
): Promise<string> {
  const lock = await readLock(session, state);
  if (!lock) return `${state.key} is not locked.`;
  const held = `${state.key} is ${describeLock(lock, state)}`;
  const run = lastRun(folder);
  const isAlive = judgeLock(lock) === 'alive';
  if (isAlive || (run && isRunning(run))) {
    const process_ = isAlive ? lock.holder?.processes.at(-1) : (run?.terraform ?? run?.supervisor);
    throw new Error(
      `${held}. Its run is still active on this machine (process ${process_?.pid}): wait for it, or stop it with Ctrl-C.`,
    );
  }
  if (!yes && !(await ask(`${held}.\nIs that run really gone, and shall its lock be released?`))) {
    throw new Error(`${held}. It was not released. Without a terminal, add --yes to release the lock of ${app}.`);
  }
  await releaseLock(session, state, lock);
  return `Released: ${held}.`;
}
