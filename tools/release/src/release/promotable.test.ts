import { environment } from '@malinshopper/environments';
import type { Attempt } from '../parts/part';
import { FakePart, past, sha } from '../testing/fake-part';
import { assertAgreed, promotable } from './promotable';
import { survey } from './survey';

const names = ['web', 'fetcher', 'updater-1'] as const;
let count = 0;
function released(revision: string, to: readonly string[] = names, outcome: Attempt['outcome'] = 'succeeded') {
  const release = String(++count).padStart(8, '0');
  return to.map((part) =>
    past(part, sha(revision), outcome, { label: { release, kind: 'deploy', parts: to, by: 'ana' } }),
  );
}
async function found(...attempts: Attempt[]) {
  const parts = names.map(
    (name) =>
      new FakePart(
        name,
        attempts.filter(({ part }) => part === name),
      ),
  );
  return Object.fromEntries(promotable(environment('testing'), await survey(parts)));
}

describe('the promotable revision', () => {
  test('is the revision that all groups have', async () => {
    expect(await found(...released('1'))).toEqual({ web: sha('1'), workers: sha('1') });
  });

  test('is that of each side, if they were released separately', async () => {
    expect(await found(...released('1'), ...released('2', ['web']))).toEqual({ web: sha('2'), workers: sha('1') });
  });

  test('is undefined while a release is active', async () => {
    await expect(found(...released('1'), ...released('2', names, 'running'))).rejects.toThrow(
      /The revision of testing cannot be promoted: a release is active there \(d-past-\d+, d-past-\d+, d-past-\d+\)\.\n- web: 200000000000, running \(d-past-\d+\); good before: 100000000000\n/,
    );
  });

  test('is undefined if a group never got one', async () => {
    await expect(found(...released('1', ['web']))).rejects.toThrow(
      'not all of its groups have a revision.\n- web: 100000000000, good\n- fetcher: nothing was ever released to it\n',
    );
  });

  test('is undefined if the last release did not succeed on all', async () => {
    const [web, ...others] = released('2');
    const failed = others.map((one) => ({ ...one, outcome: 'failed' as const }));
    await expect(found(web!, ...failed)).rejects.toThrow(
      /did not succeed on every instance of every group\.\n- web: 200000000000, but other groups of its release did not get it \(d-past-\d+\); none was ever successful\n- fetcher: 200000000000, failed/,
    );
  });

  test('is undefined if another tool has released', async () => {
    const foreign: Attempt = { ...past('web', '', 'succeeded'), id: 'd-9', began: new Date() };
    delete (foreign as { revision?: string }).revision;
    await expect(found(...released('1'), foreign)).rejects.toThrow('- web: a deployment of another tool (d-9)\n');
  });

  test('is undefined if the workers differ', async () => {
    await expect(found(...released('1'), ...released('2', ['fetcher']))).rejects.toThrow(
      'its workers have different revisions',
    );
  });
});

describe('an approved revision', () => {
  const live = new Map([
    ['web', sha('a')],
    ['workers', sha('a')],
  ] as const);

  test('is promoted if it is live on every side', () => {
    expect(() => assertAgreed(environment('testing'), live, sha('a').slice(0, 12))).not.toThrow();
  });

  test.each([
    ['another on one side', new Map([...live, ['web', sha('b')]] as const), sha('a')],
    ['no checksum', live, ''],
  ])('is not promoted if there is %s', (_what, now, agreed) => {
    expect(() => assertAgreed(environment('testing'), now, agreed)).toThrow(
      /^The live revision in testing is [ab]0{11} on web, a0{11} on workers, and not ".*", as --revision requires\. Nothing was promoted\./,
    );
  });
});
