import type { Environment } from '@malinshopper/environments';
import { isRunning, lastRun } from '../run/record';
import { describeLock, judgeLock, readLock, releaseLock } from '../state/lock';
import { ask } from './ask';
import { synthesizeOne } from '../synth';
import { targetFolder, workFolder } from '../work/folder';
import { openContext, type ContextOptions } from './context';

export interface UnlockOptions extends ContextOptions {
  /** Whether to release without asking. @default false */
  readonly yes?: boolean;
}

/**
 * Releases the lock on an app's state after showing whose it is.
 * @returns one sentence about what was done
 * @throws if its run is alive on this machine, or if nobody says yes
 */
export async function unlock(project: string, environment: Environment, options: UnlockOptions = {}): Promise<string> {
  const [{ configuration }, context] = await Promise.all([
    synthesizeOne(environment.ref, project, options),
    openContext(environment, options),
  ]);
  const { state, app } = configuration;
  const lock = await readLock(context.session, state);
  if (!lock) return `${state.key} is not locked.`;
  const held = `${state.key} is ${describeLock(lock, state)}`;
  const run = lastRun(workFolder(targetFolder(context.session.target), state.key, context.root));
  const isAlive = judgeLock(lock) === 'alive';
  if (isAlive || (run && isRunning(run))) {
    const { pid } = (isAlive ? lock.holder?.processes.at(-1) : (run?.terraform ?? run?.supervisor)) ?? { pid: 0 };
    throw new Error(
      `${held}. Its run still works on this machine (process ${pid}): wait for it, or stop it with Ctrl-C.`,
    );
  }
  if (!options.yes && !(await ask(`${held}.\nIs that run really gone, and shall its lock be released?`))) {
    throw new Error(`${held}. It was not released. Without a terminal, say --yes to release the lock of ${app}.`);
  }
  await releaseLock(context.session, state, lock);
  return `Released: ${held}.`;
}
