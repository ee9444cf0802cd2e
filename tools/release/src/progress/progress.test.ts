import { stripVTControlCharacters } from 'node:util';
import type { Attempt } from '../parts/part';
import { on, past, sha } from '../testing/fake-part';
import { linesOf } from './live';
import { PlainView } from './plain';
import { openView } from './open-view';

const attempt = past('web', sha('ab'), 'running');

describe('plain lines', () => {
  const said: string[] = [];
  const view = new PlainView((line) => said.push(line.replace(/ \d+s /, ' 0s ')));
  const show = (one: Attempt, ...instances: Parameters<typeof view.show>[2]) => {
    said.length = 0;
    view.show('web', one, instances);
    return [...said];
  };

  test('report each event of instances together, and only once', () => {
    expect(show(attempt, on('i-1', 'waiting'), on('i-2', 'waiting'))).toEqual([]);
    const running = [on('i-1', 'running', 'Install'), on('i-2', 'running', 'Install'), on('i-3', 'running')];
    expect(show(attempt, ...running)).toEqual([
      'web           0s  Install            i-1 and i-2',
      'web           0s  begins             i-3',
    ]);
    expect(show(attempt, ...running)).toEqual([]);
  });

  test('report the result, and the rollback', () => {
    const done = { ...attempt, outcome: 'succeeded' as const };
    expect(show(done, on('i-1', 'succeeded'))).toEqual([
      'web           0s  succeeded          i-1',
      'web           0s  1 of 1 instance done, succeeded',
    ]);
    const back: Attempt = { ...past('web', sha('ab'), 'failed'), creator: 'rollback' };
    expect(show(back, on('i-1', 'failed', 'Install'), on('i-2', 'skipped')).at(-1)).toBe(
      'web           0s  back to ab0000000000: 0 of 2 instances done, failed',
    );
  });
});

describe('the live view', () => {
  test('shows first failed and running instances, and counts the rest', () => {
    const many = Array.from({ length: 9 }, (_, index) => on(`i-${index}`, 'succeeded'));
    const lines = stripVTControlCharacters(
      linesOf([...many, on('i-x', 'running', 'Install'), on('i-y', 'failed', 'Install')]),
    ).split('\n');
    expect(lines.slice(0, 3)).toEqual(['i-y  failed in Install', 'i-x  Install', 'i-0  succeeded']);
    expect(lines.at(-1)).toBe('and 3 more');
  });

  test('is not for pipes', async () => {
    expect(await openView(['web'], { isTTY: false } as typeof process.stdout)).toBeInstanceOf(PlainView);
  });
});
