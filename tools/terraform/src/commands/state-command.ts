import { identify } from '../processes';
import { takeLock } from '../state/own-lock';
import { capture, type Ended } from '../subprocess';
import type { App } from './app';

/**
 * Runs a command of Terraform that writes the state, such as `import`, under a lock that names its process: if that is killed, the lock still proves
 * that its holder is dead.
 * @throws if the state is locked
 */
export async function stateCommand(
  { context, configuration, folder }: Pick<App, 'context' | 'configuration' | 'folder'>,
  command: readonly string[],
  operands: readonly string[],
): Promise<Ended> {
  const { installation, env, session } = context;
  const lock = await takeLock(session, configuration.state, command.join(' '), installation.version);
  try {
    return await capture(installation.program, [...command, '-lock=false', ...operands], {
      cwd: folder.path,
      env,
      beforeStart: async (pid) => {
        const process_ = identify(pid);
        if (process_) await lock.heldBy([process_]);
      },
    });
  } finally {
    await lock.release();
  }
}
