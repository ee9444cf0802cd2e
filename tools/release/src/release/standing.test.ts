import type { Attempt } from '../parts/part';
import { past, sha } from '../testing/fake-part';
import type { Label } from './label';
import { releasesOf } from './releases';
import { standingOf } from './standing';

let release = 0;
const one = (revision: string, outcome: Attempt['outcome'] = 'succeeded', kind: Label['kind'] = 'deploy') =>
  past('web', sha(revision), outcome, {
    label: { release: String(++release).padStart(8, '0'), kind, parts: ['web'], by: 'ana' },
  });

/** The successful revisions and the cleanliness of a part, after these attempts. */
function standing(...attempts: Attempt[]) {
  const newestFirst = [...attempts].reverse();
  const { good, clean } = standingOf('web', newestFirst, releasesOf(newestFirst));
  return { good: good.map(({ revision }) => revision[0]), clean };
}

describe('the state of a part', () => {
  test('there was never an attempt', () => expect(standing()).toEqual({ good: [], clean: false }));

  test('each good release is a step, the same revision once more is none', () => {
    expect(standing(one('1'), one('2'), one('2'))).toEqual({ good: ['2', '1'], clean: true });
    expect(standing(one('1'), one('2'), one('1'))).toEqual({ good: ['1', '2', '1'], clean: true });
  });

  test('a rollback removes the revision that it replaces: two are two steps', () => {
    expect(standing(one('1'), one('2'), one('3'), one('2', 'succeeded', 'rollback'))).toEqual({
      good: ['2', '1'],
      clean: true,
    });
  });

  test('a rollback to a release older than the read attempts leaves only that', () => {
    expect(standing(one('2'), one('1', 'succeeded', 'rollback'))).toEqual({ good: ['1'], clean: true });
  });

  test.each(['failed', 'stopped', 'running'] as const)(
    'an attempt that is %s is not successful, and the part is not clean',
    (outcome) => {
      expect(standing(one('1'), one('2', outcome))).toEqual({ good: ['1'], clean: false });
    },
  );

  test('after a rollback, it is clean again', () => {
    const failed = one('2', 'failed');
    const back = past('web', sha('1'), 'succeeded', { label: { ...failed.label!, kind: 'return' } });
    expect(standing(one('1'), failed, back)).toEqual({ good: ['1'], clean: true });
  });

  test('a part that got a revision which another part of its release did not get is not clean', () => {
    const label = { release: 'ffffffff', kind: 'deploy' as const, parts: ['web', 'fetcher'], by: 'ana' };
    expect(standing(one('1'), past('web', sha('2'), 'succeeded', { label }))).toEqual({ good: ['1'], clean: false });
  });

  test('updates of single instances change nothing', () => {
    expect(standing(one('1'), past('web', sha('1'), 'failed', { creator: 'instance' }))).toEqual({
      good: ['1'],
      clean: true,
    });
  });
});
