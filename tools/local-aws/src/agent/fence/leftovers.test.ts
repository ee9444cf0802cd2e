import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, openSync, closeSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { bootedInstance, itFenced, removeInstances } from '../testing/instance';
import { program } from '../testing/program';

afterEach(removeInstances);

itFenced('a hook gets none of the open files that this process has inherited', async () => {
  const instance = await bootedInstance();
  const folder = openSync(tmpdir(), constants.O_RDONLY);
  try {
    const { stdout } = spawnSync(
      process.execPath,
      program(instance, 'for fd in /proc/$$/fd/*; do readlink "$fd"; done'),
      {
        env: { ...process.env },
        // Node.js closes the first few itself.
        stdio: ['ignore', 'pipe', 'inherit', ...Array.from({ length: 37 }, () => 'ignore' as const), folder],
      },
    );
    const own = /\/(stdout|stderr|hook)$/;
    const others = stdout
      .toString()
      .trim()
      .split('\n')
      .filter((file) => !own.test(file));
    expect([...new Set(others)]).toEqual(['/dev/null']);
  } finally {
    closeSync(folder);
  }
});

itFenced('a hook ends with the process that has started it, however that ends', async () => {
  const instance = await bootedInstance();
  const seconds = `${61 + Math.random()}`;
  const text = `setsid sleep ${seconds} & echo begun; sleep ${seconds}`;
  const child: ChildProcess = spawn(process.execPath, program(instance, text), {
    env: { ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  await until(() => sleeping(seconds).length === 2);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await until(() => sleeping(seconds).length === 0);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10);
}

function sleeping(seconds: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`sleep\0${seconds}`);
    } catch {
      return false;
    }
  });
}
