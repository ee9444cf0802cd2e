import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import { readIfThere } from '../../files';
import { lastRun } from '../../run/record';
import type { WorkFolder } from '../../work/folder';

/** The processes of a deploy that are killed. */
export type Killed = 'all' | 'supervisor' | 'terraform';

/**
 * Starts a program that deploys, in a process group of its own, of which processes can be killed.
 * @param program the TypeScript file, and its arguments
 * @param folder the work folder of the app that it deploys
 */
export function commandToKill(program: readonly string[], folder: WorkFolder, variables: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [...typescript, ...program], {
    cwd: repositoryRoot,
    env: variables,
    detached: true,
    stdio: 'pipe',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close').then(() => said);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const begun = Date.now();
  /** Of this deploy: the folder may have another one before. */
  const ownRun = () => {
    const run = lastRun(folder);
    return run && Date.parse(run.startedAt) >= begun ? run : undefined;
  };
  const made = () => (ownRun() ? (readIfThere(folder.events) ?? '').split('"type":"apply_complete"').length - 1 : 0);
  return {
    /** The output, when the program has ended. */
    ended,
    /** The output so far. */
    said: () => said,
    isOver: () => isOver,
    /** The exit code of the program; null after a kill. */
    exitCode: () => child.exitCode,
    /** The number of resources that Terraform has reported as made. */
    made,
    /** Waits until so many are made, or the deploy has ended. */
    until: async (count: number) => {
      while (!isOver && (ownRun()?.terraform === undefined || made() < count)) await delay(5);
    },
    kill: (which: Killed) => {
      const run = ownRun();
      const pids = {
        all: [child.pid, run?.supervisor.pid, run?.terraform?.pid],
        supervisor: [run?.supervisor.pid],
        terraform: [run?.terraform?.pid],
      }[which];
      for (const pid of pids) {
        try {
          if (pid !== undefined) process.kill(-pid, 'SIGKILL');
        } catch {
          // It has ended by itself.
        }
      }
    },
  };
}
