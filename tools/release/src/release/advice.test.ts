import { environment } from '@malinshopper/environments';
import type { Attempt } from '../parts/part';
import { FakePart, past, sha } from '../testing/fake-part';
import { adviceOf } from './advice';
import type { Label } from './label';
import { survey } from './survey';

const label = (release: string, kind: Label['kind'] = 'deploy', to = ['web', 'fetcher']): Pick<Attempt, 'label'> => ({
  label: { release, kind, parts: to, by: 'ana' },
});
async function advice(...attempts: Attempt[]) {
  const parts = ['web', 'fetcher'].map(
    (name) =>
      new FakePart(
        name,
        attempts.filter(({ part }) => part === name),
      ),
  );
  return adviceOf(environment('testing'), await survey(parts)).join('\n');
}

describe('what status says of the whole', () => {
  test('how to begin, where nothing was ever released', async () => {
    expect(await advice()).toBe('Nothing was ever released to testing. Next: `npm run release -- push FOLDER testing`');
  });

  test('that all is well', async () => {
    const both = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000001')));
    expect(await advice(...both)).toBe('Release 00000001 (deploy, by ana) succeeded on every instance.');
    const web = past('web', sha('2'), 'succeeded', label('00000002', 'deploy', ['web']));
    expect(await advice(...both, web)).toContain('they were released apart, and each is good.');
  });

  test('what runs, how to follow it and how to end it', async () => {
    const running = past('web', sha('1'), 'running', label('00000001'));
    expect(await advice(running)).toBe(
      `Release 00000001 (deploy, by ana) is active in web (${running.id}). Follow it with \`npm run release -- status testing ` +
        '--follow`; stop it and go back with `npm run release -- rollback testing`.',
    );
  });

  test('that a release was cut off, and where', async () => {
    expect(await advice(past('web', sha('1'), 'succeeded', label('00000001')))).toBe(
      'Release 00000001 (deploy, by ana) was cut off: it never began in fetcher.\nweb has no good revision on all instances. ' +
        '`npm run release -- deploy REVISION testing` releases another.',
    );
  });

  test('that one has failed, and how to go back', async () => {
    const good = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000001')));
    const bad = ['web', 'fetcher'].map((part) => past(part, sha('2'), 'failed', label('00000002')));
    expect(await advice(...good, ...bad)).toBe(
      'Release 00000002 (deploy, by ana) failed.\nweb and fetcher have no good revision on all instances. ' +
        '`npm run release -- rollback testing` brings back what was good before; `npm run release -- deploy REVISION testing` releases another.',
    );
    const back = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000002', 'return')));
    expect(await advice(...good, ...bad, ...back)).toBe(
      'Release 00000002 (deploy, by ana) failed, and was taken back.',
    );
  });

  test('that one was stopped', async () => {
    const stopped = ['web', 'fetcher'].map((part) => past(part, sha('2'), 'stopped', label('00000002')));
    expect(await advice(...stopped)).toContain('Release 00000002 (deploy, by ana) was stopped.');
  });
});
