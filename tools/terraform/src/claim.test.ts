import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, type Holder } from './claim';
import { thisProcess } from './processes';

const fresh = () => join(mkdtempSync(join(tmpdir(), 'claim-')), 'a.claim');

test('the second claim waits until the first is released, and reports its holder', async () => {
  const file = fresh();
  const release = await claim(file, 'deploy network');
  const heard: Holder[] = [];
  const second = claim(file, 'plan network', (holder) => {
    heard.push(holder);
    release();
  });
  (await second)();
  expect(heard[0]).toMatchObject({ what: 'deploy network', process: thisProcess() });
});

test('the claim of a dead process is taken over at once', async () => {
  const file = fresh();
  const dead = { process: { pid: process.pid, started: 'before' }, what: 'deploy', since: new Date().toISOString() };
  writeFileSync(file, JSON.stringify(dead));
  const onWait = jest.fn();
  (await claim(file, 'plan', onWait))();
  expect(onWait).not.toHaveBeenCalled();
});

test('a claim that was cut off while it was written is taken over', async () => {
  const file = fresh();
  writeFileSync(file, '{"process":');
  (await claim(file, 'plan'))();
});

test('only one of many holds the claim at any time, and nothing is left behind', async () => {
  const file = fresh();
  let holders = 0;
  let most = 0;
  const work = async () => {
    const release = await claim(file, 'plan');
    holders += 1;
    most = Math.max(most, holders);
    await new Promise(setImmediate);
    holders -= 1;
    release();
  };
  await Promise.all(Array.from({ length: 5 }, work));
  expect(most).toBe(1);
  expect(readdirSync(join(file, '..'))).toEqual([]);
});
