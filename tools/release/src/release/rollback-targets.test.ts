import type { Attempt } from '../parts/part';
import { FakePart, past, sha } from '../testing/fake-part';
import type { Label } from './label';
import { targetsOfRollback } from './rollback-targets';
import { survey } from './survey';

let count = 0;
/** A release of that revision to those parts. */
function released(
  revision: string,
  to = ['web', 'fetcher'],
  kind: Label['kind'] = 'deploy',
  outcome: Attempt['outcome'] = 'succeeded',
) {
  const release = String(++count).padStart(8, '0');
  return to.map((part) => past(part, sha(revision), outcome, { label: { release, kind, parts: to, by: 'ana' } }));
}

async function targets(attempts: Attempt[], only = ['web', 'fetcher']) {
  const { revisions } = await rollback(attempts, only);
  return Object.fromEntries([...revisions].map(([part, revision]) => [part.name, revision[0]]));
}

async function rollback(attempts: Attempt[], only = ['web', 'fetcher']) {
  const parts = ['web', 'fetcher'].map(
    (name) =>
      new FakePart(
        name,
        attempts.filter(({ part }) => part === name),
      ),
  );
  const found = await survey(parts);
  const chosen = parts.filter(({ name }) => only.includes(name));
  const active = found.running.filter(({ part }) => only.includes(part));
  return targetsOfRollback(chosen, found, active);
}

describe('a rollback', () => {
  test('returns to the last successful revision before the present release', async () => {
    expect(await targets([...released('1'), ...released('2')])).toEqual({ web: '1', fetcher: '1' });
  });

  test('touches only the parts of the newest release', async () => {
    expect(await targets([...released('1'), ...released('2'), ...released('3', ['web'])])).toEqual({ web: '2' });
  });

  test('of all after one of web alone takes both further back', async () => {
    const before = [...released('1'), ...released('2'), ...released('3', ['web'])];
    expect(await targets([...before, ...released('2', ['web'], 'rollback')])).toEqual({ web: '1', fetcher: '1' });
  });

  test('names the parts that stay, because they had no successful revision before', async () => {
    const { revisions, stay } = await rollback([...released('1', ['web']), ...released('2')]);
    expect([[...revisions].map(([{ name }]) => name), stay]).toEqual([['web'], ['fetcher']]);
  });

  test('of one side does not change the other', async () => {
    expect(await targets([...released('1'), ...released('2')], ['fetcher'])).toEqual({ fetcher: '1' });
  });

  test('returns only those parts to their last successful revision that do not have it', async () => {
    const before = released('1');
    const [web, fetcher] = released('2');
    const failed = { ...fetcher!, outcome: 'failed' as const };
    const back = past('fetcher', sha('1'), 'succeeded', { creator: 'rollback', takesBack: failed.id });
    expect(await targets([...before, web!, failed, back])).toEqual({ web: '1' });
  });

  test('of an active release returns to the revision before it', async () => {
    const before = [...released('0'), ...released('1')];
    const running = released('2', ['web', 'fetcher'], 'deploy', 'running');
    expect(await targets([...before, ...running])).toEqual({ web: '1', fetcher: '1' });
  });

  test('has no target before the second release', async () => {
    expect(await targets([])).toEqual({});
    expect(await targets(released('1'))).toEqual({});
    expect(await targets(released('1', ['web', 'fetcher'], 'deploy', 'failed'))).toEqual({});
  });
});
