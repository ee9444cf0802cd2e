import fc from 'fast-check';
import { thisProcess } from '../processes';
import { MemoryLease } from '../testing/memory-lease';
import type { Held } from './held';
import { takeLease, type Claimant } from './take';

const second = 1000;
const claimant = (run: string, more: Partial<Claimant> = {}): Claimant => ({
  owner: 'testing',
  run,
  operation: 'deploy',
  commit: { id: 'c62695512345', clean: true },
  who: `arn:aws:iam::444455556666:user/${run}`,
  isLocal: false,
  ...more,
});

let shared: MemoryLease;
/** A machine's clock: it advances like the store's, from another start. */
const clockOf = (skew = 5_000_000) => ({
  now: () => shared.now + skew,
  pause: async (milliseconds: number) => void (shared.now += milliseconds),
});
const take = (of: Claimant, waitMs = 0, said: string[] = []) =>
  takeLease(shared.store(), of, { waitMs, clock: clockOf(), onWait: (holder) => said.push(holder) });

beforeEach(() => {
  shared = new MemoryLease();
});

test('a lease that never existed is taken, and contains the run and its commit', async () => {
  await take(claimant('a'));
  expect(shared.lease).toMatchObject({
    run: 'a',
    operation: 'deploy',
    commit: { id: 'c62695512345' },
    who: 'arn:aws:iam::444455556666:user/a',
    before: [],
  });
  expect(shared.lease?.process).toBeUndefined();
});

test('the second run is refused with the first: its identity, commit, start, and end', async () => {
  await take(claimant('a'));
  shared.now += 20 * second;
  await expect(take(claimant('b'))).rejects.toThrow(
    /^testing is taken: arn:aws:iam::444455556666:user\/a deploys c626955 since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(run a\)\. Nothing was touched by this deploy\. Its lease ends in 102 s if it is not renewed: wait for it \(`npm run deploy -- <environment> --wait <minutes>`\), or try again then\.$/,
  );
});

test('one that destroys is named as such', async () => {
  await take(claimant('a', { operation: 'destroy' }));
  await expect(take(claimant('b'))).rejects.toThrow(/user\/a destroys since /);
});

test('a released lease is taken at once, and the run before is remembered', async () => {
  await (await take(claimant('a'))).release();
  await take(claimant('b'));
  expect(shared.lease).toMatchObject({ run: 'b', before: ['a'] });
});

test('a dead holder keeps it for its time and two seconds, by the clock of S3', async () => {
  await take(claimant('a'));
  shared.now += 122 * second;
  await expect(take(claimant('b'))).rejects.toThrow('testing is taken');
  shared.now += 1;
  await take(claimant('b'));
  expect(shared.lease?.run).toBe('b');
});

test('a holder that renews it keeps it', async () => {
  const held = await take(claimant('a'));
  for (let renewals = 0; renewals < 20; renewals += 1) {
    shared.now += 100 * second;
    await held.renew();
  }
  await expect(take(claimant('b'))).rejects.toThrow('testing is taken');
});

test('a waiting run gets it when the holder is dead, and reports the holder until then', async () => {
  await take(claimant('a'));
  const said: string[] = [];
  await take(claimant('b'), 600 * second, said);
  expect(shared.lease?.run).toBe('b');
  expect(said[0]).toMatch(/^testing: .*user\/a deploys c626955/);
  expect(said.length).toBe(25);
});

test('a run that has waited as long as permitted is refused', async () => {
  const held = await take(claimant('a'));
  const clock = clockOf();
  const pause = async (milliseconds: number) => {
    shared.now += milliseconds;
    await held.renew();
  };
  const waiting = takeLease(shared.store(), claimant('b'), { waitMs: 61 * second, clock: { ...clock, pause } });
  await expect(waiting).rejects.toThrow('testing is taken');
  expect(shared.now).toBe(61 * second);
});

describe('the jobs of one run', () => {
  test('run one after the other, and no other run between them', async () => {
    await (await take(claimant('a'))).release(900);
    const since = shared.lease?.since;
    shared.now += 899 * second;
    await expect(take(claimant('b'))).rejects.toThrow(
      'It is between two jobs of that run: if the run is over, end it (`npm run deploy -- <environment> --run a --end`). Its lease ends in 3 s',
    );
    await take(claimant('a', { who: 'arn:aws:iam::444455556666:role/ci/compute-deploy' }));
    expect(shared.lease).toMatchObject({ run: 'a', who: expect.stringContaining('compute-deploy'), since, before: [] });
  });

  test('side by side renew the same lease', async () => {
    const [one, other] = [await take(claimant('a')), await take(claimant('a'))];
    for (const held of [one, other, one, other]) await expect(held.assertHeld()).resolves.toBeUndefined();
  });

  test('do not go on after another run in between, ended or not', async () => {
    await (await take(claimant('a'))).release(900);
    shared.now += 903 * second;
    const other = await take(claimant('b'));
    const message = /^testing is taken: .*\(run b\)/;
    await expect(take(claimant('a'))).rejects.toThrow(message);
    await other.release();
    await expect(take(claimant('a'))).rejects.toThrow(
      /^The run a cannot continue in testing: in the meantime, another run has held the lease\. .*user\/b deploys c626955 since .* \(run b\)\. Nothing was touched\. Begin a new run: it deploys the remaining apps\.$/,
    );
  });
});

describe('if all deploys are on this machine', () => {
  const dead = { pid: process.pid, started: 'an earlier start' };

  test('the lease of a dead process is free at once, and that of a living one is not', async () => {
    await take(claimant('a', { isLocal: true }));
    await expect(take(claimant('b', { isLocal: true }))).rejects.toThrow('testing is taken');
    shared.lease = { ...shared.lease!, process: dead };
    await take(claimant('b', { isLocal: true }));
    expect(shared.lease).toMatchObject({ run: 'b', process: thisProcess() });
  });

  test('a process proves nothing on the real AWS', async () => {
    await take(claimant('a', { isLocal: true }));
    shared.lease = { ...shared.lease!, process: dead };
    await expect(take(claimant('b'))).rejects.toThrow('testing is taken');
  });
});

test('a write counts even if its response was lost, and so does a renewal', async () => {
  const way = { losesAnswers: true };
  const held = await takeLease(shared.store(way), claimant('a'), { clock: clockOf() });
  await expect(held.assertHeld()).resolves.toBeUndefined();
  expect(shared.lease?.run).toBe('a');
});

test('of many at once one gets it, and each other is refused with its name', async () => {
  const runs = ['a', 'b', 'c', 'd', 'e', 'f'];
  const settled = await Promise.allSettled(runs.map((run) => take(claimant(run))));
  const winners = settled.filter(({ status }) => status === 'fulfilled');
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(winners).toHaveLength(1);
  expect(errors.filter((error) => error.includes(`(run ${shared.lease!.run})`))).toHaveLength(5);
});

describe('a holder', () => {
  test('that is cut off may go on as long as its lease is valid, and then may not', async () => {
    const way = { isCut: false };
    const held = await takeLease(shared.store(way), claimant('a'), { clock: clockOf() });
    way.isCut = true;
    shared.now += 109 * second;
    await held.renew();
    await expect(held.assertHeld()).resolves.toBeUndefined();
    shared.now += 2 * second;
    await expect(held.assertHeld()).rejects.toThrow(
      'The lease of testing is lost: it could not be renewed (connect ECONNREFUSED). Nothing more is begun. Running operations are completed; run the same command again for the rest.',
    );
    way.isCut = false;
    await expect(held.assertHeld()).resolves.toBeUndefined();
  });

  test('of a lease that another run has taken gets the new holder as an error, and leaves it alone', async () => {
    const held = await take(claimant('a'));
    shared.now += 130 * second;
    await take(claimant('b'));
    await expect(held.assertHeld()).rejects.toThrow(
      /^The lease of testing is lost: .*user\/b deploys c626955 since .*\(run b\)/,
    );
    await held.release();
    expect(shared.lease).toMatchObject({ run: 'b', seconds: 120 });
  });

  test('of a lease that was deleted by hand gets that as an error', async () => {
    const held = await take(claimant('a'));
    shared.lease = undefined;
    await expect(held.assertHeld()).rejects.toThrow('The lease of testing is lost: it does not exist any more.');
  });
});

test('two runs may never go on at the same time, whatever time passes and whichever is cut off', async () => {
  const runs = ['a', 'b', 'c'];
  const who = fc.constantFrom(0, 1, 2);
  const step = fc.oneof(
    fc.record({ does: fc.constantFrom('take', 'renew', 'release', 'cut', 'mend'), who }),
    fc.record({ does: fc.constant('pass'), who: fc.constantFrom(5, 15, 60, 105, 115, 123, 130) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      shared = new MemoryLease();
      const ways = runs.map(() => ({ isCut: false }));
      const held = runs.map((): Held | undefined => undefined);
      for (const { does, who: at } of steps) {
        if (does === 'pass') shared.now += at * second;
        if (does === 'cut' || does === 'mend') ways[at]!.isCut = does === 'cut';
        if (does === 'renew') await held[at]?.renew();
        if (does === 'release') await held[at]?.release().catch(() => undefined);
        if (does === 'release') held[at] = undefined;
        if (does === 'take') {
          // Each time as another run, as each process is.
          const of = claimant(`${runs[at]}-${shared.now}-${Math.random()}`);
          const clock = clockOf(at * 1_000_000);
          held[at] ??= await takeLease(shared.store(ways[at]), of, { clock }).catch(() => undefined);
        }
        const going = await Promise.all(
          held.map(
            (one) =>
              one?.assertHeld().then(
                () => 1,
                () => 0,
              ) ?? Promise.resolve(0),
          ),
        );
        expect(going.reduce((sum: number, one) => sum + one, 0)).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});
