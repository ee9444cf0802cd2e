import { setImmediate as turn } from 'node:timers/promises';
import { Limit } from './limit';

test('no more than the limit run at the same time, in order of arrival, also after a failure', async () => {
  const limit = new Limit(2);
  let running = 0;
  const most: number[] = [];
  const done: number[] = [];
  const work = (number: number) =>
    limit.run(async () => {
      most.push((running += 1));
      await turn();
      running -= 1;
      done.push(number);
      if (number === 1) throw new Error('one failed');
    });
  const all = await Promise.allSettled([work(0), work(1), work(2), work(3), work(4)]);
  expect(Math.max(...most)).toBe(2);
  expect(done).toEqual([0, 1, 2, 3, 4]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});

test('a task that is aborted while it waits does not wait any longer, and takes no turn of another', async () => {
  const limit = new Limit(1);
  let end = () => {};
  const first = limit.run(() => new Promise<void>((resolve) => (end = resolve)));
  const ending = new AbortController();
  const second = limit.run(() => Promise.resolve('second'), ending.signal);
  const third = limit.run(() => Promise.resolve('third'));
  ending.abort('ended');
  await expect(second).rejects.toBe('ended');
  end();
  await first;
  await expect(third).resolves.toBe('third');
  await expect(limit.run(() => Promise.resolve('fourth'), ending.signal)).rejects.toBe('ended');
});
