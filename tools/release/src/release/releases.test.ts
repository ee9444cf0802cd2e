import type { Attempt } from '../parts/part';
import { past, sha } from '../testing/fake-part';
import type { Label } from './label';
import { releasesOf } from './releases';

const parts = ['web', 'fetcher'];
const labelled = (release: string, kind: Label['kind'] = 'deploy', to = parts) => ({
  label: { release, kind, parts: to, by: 'ana' },
});
const outcomes = (...attempts: Attempt[]) => releasesOf(attempts).map(({ outcome }) => outcome);

describe('a release', () => {
  test('consists of the attempts with its label, newest first', () => {
    const releases = releasesOf([
      past('web', sha('1'), 'succeeded', labelled('00000001')),
      past('fetcher', sha('1'), 'succeeded', labelled('00000001')),
      past('web', sha('2'), 'succeeded', labelled('00000002', 'deploy', ['web'])),
    ]);
    expect(releases.map(({ id, parts: to, by, outcome }) => [id, to, by, outcome])).toEqual([
      ['00000002', ['web'], 'ana', 'good'],
      ['00000001', parts, 'ana', 'good'],
    ]);
    expect(releases[1]!.ended!.getTime() - releases[1]!.began.getTime()).toBe(90_000);
  });

  test('is good only when all of its parts succeeded', () => {
    const web = past('web', sha('1'), 'succeeded', labelled('00000001'));
    expect(outcomes(web, past('fetcher', sha('1'), 'failed', labelled('00000001')))).toEqual(['failed']);
    expect(outcomes(web, past('fetcher', sha('1'), 'stopped', labelled('00000001')))).toEqual(['stopped']);
    expect(outcomes(web, past('fetcher', sha('1'), 'running', labelled('00000001')))).toEqual(['running']);
  });

  test('was cut off when a part of it never began', () => {
    expect(outcomes(past('web', sha('1'), 'succeeded', labelled('00000001')))).toEqual(['cut off']);
  });

  test('has failed when it was rolled back, whatever the results of its parts', () => {
    const all = parts.map((part) => past(part, sha('2'), 'succeeded', labelled('00000001')));
    const back = parts.map((part) => past(part, sha('1'), 'succeeded', labelled('00000001', 'return')));
    expect(releasesOf([...all, ...back])).toMatchObject([{ outcome: 'failed', returns: [{}, {}] }]);
    expect(outcomes(all[0]!, back[0]!)).toEqual(['failed']);
  });

  test('contains the rollback by CodeDeploy itself', () => {
    const failed = past('web', sha('2'), 'failed', labelled('00000001', 'deploy', ['web']));
    const back = past('web', sha('1'), 'succeeded', { creator: 'rollback', takesBack: failed.id });
    expect(releasesOf([failed, back])).toMatchObject([{ id: '00000001', returns: [{ id: back.id }] }]);
  });

  test('of another tool is one deployment', () => {
    const foreign = past('web', sha('1'), 'succeeded');
    expect(releasesOf([foreign])).toMatchObject([
      { id: foreign.id, kind: 'deploy', parts: ['web'], by: 'an author without this tool', outcome: 'good' },
    ]);
  });

  test('contains neither the update of a single instance, nor a rollback alone', () => {
    expect(releasesOf([past('web', sha('1'), 'succeeded', { creator: 'instance' })])).toEqual([]);
    expect(releasesOf([past('web', sha('1'), 'succeeded', labelled('00000001', 'return'))])).toEqual([]);
  });
});
