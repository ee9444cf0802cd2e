import { judgeHolder, thisMachineNow, type Machine } from './machine';
import { thisProcess } from './processes';

const now: Machine = { host: 'laptop', id: 'abc', boot: 'boot-2', pids: 'pid:[1]' };
const alive = thisProcess();
const dead = { pid: process.pid, started: 'an earlier start' };

test.each<[string, Partial<Machine>, (typeof dead)[], 'alive' | 'dead' | 'unknown']>([
  ['one of its processes runs here', {}, [dead, alive], 'alive'],
  ['none of its processes runs here', {}, [dead], 'dead'],
  ['this machine was booted again since', { boot: 'boot-1' }, [alive], 'dead'],
  ['it is on another machine', { host: 'server', id: 'def' }, [dead], 'unknown'],
  ['it is on another machine of this name', { id: 'def', boot: 'boot-1' }, [dead], 'unknown'],
  ['it is on a machine of another name that was copied from this one', { host: 'server' }, [dead], 'unknown'],
  ['it is in another container', { pids: 'pid:[2]' }, [dead], 'unknown'],
])('when %s, a holder is judged accordingly', (_what, machine, processes, verdict) => {
  expect(judgeHolder({ machine: { ...now, ...machine }, processes }, now)).toBe(verdict);
});

test('another boot of a machine without a machine id proves nothing', () => {
  const anonymous: Machine = { host: now.host, boot: now.boot, pids: now.pids };
  const holder = { machine: { ...anonymous, boot: 'boot-1' }, processes: [dead] };
  expect(judgeHolder(holder, anonymous)).toBe('unknown');
});

test('this machine judges its own processes', () => {
  expect(judgeHolder({ machine: thisMachineNow(), processes: [alive] })).toBe('alive');
  expect(judgeHolder({ machine: thisMachineNow(), processes: [dead] })).toBe('dead');
});
