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

describe('the summary of status', () => {
  test('has the command to begin, if there was never a release', async () => {
    expect(await advice()).toBe('Nothing was ever released to testing. Next: `npm run release -- push FOLDER testing`');
  });

  test('reports that all is well', async () => {
    const both = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000001')));
    expect(await advice(...both)).toBe('Release 00000001 (deploy, by ana) succeeded on every instance.');
    const web = past('web', sha('2'), 'succeeded', label('00000002', 'deploy', ['web']));
    expect(await advice(...both, web)).toContain('they were released separately, and each is successful.');
  });

  test('names the active release, and the commands to follow it and to end it', async () => {
    const running = past('web', sha('1'), 'running', label('00000001'));
    expect(await advice(running)).toBe(
      `Release 00000001 (deploy, by ana) is active in web (${running.id}). Follow it with \`npm run release -- status testing ` +
        '--follow`; stop it and roll back with `npm run release -- rollback testing`.',
    );
  });

  test('reports a release that was cut off, and where', async () => {
    expect(await advice(past('web', sha('1'), 'succeeded', label('00000001')))).toBe(
      'Release 00000001 (deploy, by ana) was cut off: it never began in fetcher.\nweb has no successful revision on all instances. ' +
        '`npm run release -- deploy REVISION testing` releases another.',
    );
  });

  test('reports a failed release, and the command for a rollback', async () => {
    const good = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000001')));
    const bad = ['web', 'fetcher'].map((part) => past(part, sha('2'), 'failed', label('00000002')));
    expect(await advice(...good, ...bad)).toBe(
      'Release 00000002 (deploy, by ana) failed.\nweb and fetcher have no successful revision on all instances. ' +
        '`npm run release -- rollback testing` rolls back to the last successful revision; `npm run release -- deploy REVISION testing` releases another.',
    );
    const back = ['web', 'fetcher'].map((part) => past(part, sha('1'), 'succeeded', label('00000002', 'return')));
    expect(await advice(...good, ...bad, ...back)).toBe(
      'Release 00000002 (deploy, by ana) failed, and was rolled back.',
    );
  });

  test('reports a stopped release', async () => {
    const stopped = ['web', 'fetcher'].map((part) => past(part, sha('2'), 'stopped', label('00000002')));
    expect(await advice(...stopped)).toContain('Release 00000002 (deploy, by ana) was stopped.');
  });
});
