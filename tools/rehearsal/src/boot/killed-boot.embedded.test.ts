import { fork } from 'node:child_process';
import { join } from 'node:path';
import { clearLeftovers, folderOf, traces } from './leftovers';
import { until } from './machine/poll';
import { cache } from './machines';
import { missing } from './needs';
import { existsSync } from 'node:fs';

const lacks = missing();
const onMachine = lacks.length === 0 ? it : it.skip;
const because = lacks.length === 0 ? '' : ` (skipped: this machine lacks ${lacks.join(', ')})`;

onMachine(
  `a rehearsal that is killed outright leaves no process, mount or control group in use, and the next removes its folder${because}`,
  async () => {
    clearLeftovers(cache);
    expect(traces()).toEqual([]);
    const program = join(__dirname, 'testing/one-machine.ts');
    const rehearsal = fork(program, { execArgv: ['--require', require.resolve('tsx/cjs')] });
    await expect(new Promise((resolve) => rehearsal.once('message', resolve))).resolves.toBe('started');
    expect(traces().join('\n')).toContain('systemd');
    const folder = folderOf(cache, rehearsal.pid!);
    const ended = new Promise((resolve) => rehearsal.once('exit', resolve));
    rehearsal.kill('SIGKILL');
    await ended;
    await until('all of it ends', 30, async () => {
      clearLeftovers(cache);
      return traces().length === 0 ? true : undefined;
    }, () => traces().join('\n')); // prettier-ignore
    expect(existsSync(folder)).toBe(false);
  },
  10 * 60_000,
);
