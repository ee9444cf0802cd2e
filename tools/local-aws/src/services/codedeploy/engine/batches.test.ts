import fc from 'fast-check';
import { canBegin, hasSucceeded, isSpent, mayBegin, minimumHealthy, type Progress } from './batches';

const allAtOnce = { type: 'HOST_COUNT', value: 0 };
const half = { type: 'FLEET_PERCENT', value: 50 };
const one = { type: 'MOST_CONCURRENCY', value: 1 };

/**
 * Deploys to `total` instances. The instances with the numbers in `failing` fail. The deployments end in the order in
 * which they began.
 */
function deploy(hosts: object, total: number, failing: readonly number[] = []) {
  const minimum = minimumHealthy({ ...hosts }, total);
  if (!canBegin(total, minimum)) return { most: 0, attempted: 0, succeeded: false };
  let progress: Progress = { total, minimum, pending: total, inProgress: 0, succeeded: 0, failed: 0 };
  let most = 0;
  let ended = 0;
  while (progress.pending + progress.inProgress > 0) {
    if (isSpent(progress)) progress = { ...progress, pending: 0, failed: progress.failed + progress.pending };
    const more = mayBegin(progress);
    progress = { ...progress, pending: progress.pending - more, inProgress: progress.inProgress + more };
    most = Math.max(most, progress.inProgress);
    if (progress.inProgress === 0) break;
    const fails = failing.includes(ended++);
    const counts = fails ? { failed: progress.failed + 1 } : { succeeded: progress.succeeded + 1 };
    progress = { ...progress, ...counts, inProgress: progress.inProgress - 1 };
  }
  return { most, attempted: ended, succeeded: hasSucceeded(progress) };
}

test.each([
  // CodeDeploy user guide, "Predefined deployment configurations" and "Minimum number of healthy instances".
  ['all at once, 9 instances', allAtOnce, 9, [], 9, 9, true],
  ['all at once: one is enough', allAtOnce, 9, [0, 1, 2, 3, 4, 5, 6, 7], 9, 9, true],
  ['all at once: none is not', allAtOnce, 3, [0, 1, 2], 3, 3, false],
  ['half of 9 is 4 at a time', half, 9, [], 4, 9, true],
  ['half of 9: 5 are enough, if the last ones fail', half, 9, [5, 6, 7, 8], 4, 9, true],
  ['half of 9: 4 are not', half, 9, [0, 1, 2, 3, 4], 4, 4, false],
  ['half of 1 is none', half, 1, [], 0, 0, false],
  ['one at a time', one, 3, [], 1, 3, true],
  ['one at a time ends with the first that fails', one, 3, [0], 1, 1, false],
  ['one at a time: the last may fail', one, 3, [2], 1, 3, true],
  ['one at a time, of one', one, 1, [], 1, 1, true],
  ['one at a time: the only one may not fail', one, 1, [0], 1, 1, false],
  ['6 of 9 stay healthy: 3 at a time', { type: 'HOST_COUNT', value: 6 }, 9, [], 3, 9, true],
  ['40 percent of 9 stay healthy: 5 at a time', { type: 'FLEET_PERCENT', value: 40 }, 9, [], 5, 9, true],
  ['95 percent of 10 are all', { type: 'FLEET_PERCENT', value: 95 }, 10, [], 0, 0, false],
  ['9 of 10: the first that fails ends it', { type: 'HOST_COUNT', value: 9 }, 10, [3], 1, 4, false],
  ['8 of 10: the second that fails ends it', { type: 'HOST_COUNT', value: 8 }, 10, [2, 5], 2, 6, false],
  ['8 of 10: unless it is the last', { type: 'HOST_COUNT', value: 8 }, 10, [2, 9], 2, 10, true],
  ['as many as there are cannot stay healthy', { type: 'HOST_COUNT', value: 3 }, 3, [], 0, 0, false],
])('%s', (_name, hosts, total, failing, most, attempted, succeeded) => {
  expect(deploy(hosts, total, failing)).toEqual({ most, attempted, succeeded });
});

test('an instance that the deployment does not update counts as one that stays healthy', () => {
  // One straggler of a group of two, half of which has to stay healthy.
  const progress = { total: 2, minimum: 1, pending: 1, inProgress: 0, succeeded: 0, failed: 0 };
  expect(mayBegin(progress)).toBe(1);
  expect(hasSucceeded({ ...progress, pending: 0, succeeded: 1 })).toBe(true);
  expect(hasSucceeded({ ...progress, pending: 0, failed: 1 })).toBe(false);
});

test('with any failures, the healthy instances are never fewer than the minimum, and every deployment ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 100 }),
      fc.array(fc.integer({ min: 0, max: 30 })),
      (total, value, failing) => {
        const minimum = minimumHealthy({ type: 'FLEET_PERCENT', value }, total);
        const { most, attempted, succeeded } = deploy({ type: 'FLEET_PERCENT', value }, total, failing);
        expect(most).toBeLessThanOrEqual(total - minimum);
        const failed = failing.filter((each, index) => each < attempted && failing.indexOf(each) === index).length;
        expect(attempted - failed + (total - attempted)).toBeGreaterThanOrEqual(minimum);
        if (succeeded) expect(attempted).toBe(total);
      },
    ),
  );
});
