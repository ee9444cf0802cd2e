import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot, typescript } from '@malinshopper/synth';

export interface Started {
  /** The time to wait for another deploy, in minutes. @default 0: the second deploy is refused at once */
  readonly wait?: number;
  readonly root: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** `npm run deploy` on a repository of a test, as a process group of its own. */
export function inProcess({ wait = 0, root, variables }: Started, ...names: string[]) {
  const program = [...typescript, join(__dirname, 'deploy-small.ts'), root, String(wait), ...names];
  const child = spawn(process.execPath, program, {
    cwd: repositoryRoot,
    env: variables,
    detached: true,
    stdio: 'pipe',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  let isOver = false;
  void ended.then(() => (isOver = true));
  const says = async (line: RegExp) => {
    while (!line.test(said)) {
      if (isOver) throw new Error(`The command ended without the line ${line}. Its output: ${said}`);
      await delay(50);
    }
  };
  return { ended, says, kill: () => process.kill(-child.pid!, 'SIGKILL') };
}
