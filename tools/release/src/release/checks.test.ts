import { environment } from '@malinshopper/environments';
import { FakePart, past, sha } from '../testing/fake-part';
import { assertFree } from './checks';
import { survey } from './survey';

const testing = environment('testing');
const label = { release: '3f2a9c1e', kind: 'deploy' as const, parts: ['web'], by: 'ana' };
const check = async (parts: FakePart[], ignoreAlarms?: boolean) =>
  assertFree(testing, parts, await survey(parts), ignoreAlarms);

describe('a release may begin', () => {
  test('if there is no active release or alarm', async () => {
    await expect(check([new FakePart('web'), new FakePart('fetcher')])).resolves.toEqual([]);
  });

  test('beside the update of a single instance', async () => {
    await expect(
      check([new FakePart('web', [past('web', sha('1'), 'running', { creator: 'instance' })])]),
    ).resolves.toEqual([]);
  });

  test('and reports the checks for which the caller has no permission', async () => {
    const web = Object.assign(new FakePart('web'), { present: undefined, alarms: undefined });
    await expect(check([web])).resolves.toEqual([
      'Not allowed to see the instances: CodeDeploy will report if there are none.',
      'Not allowed to see the alarms: CodeDeploy will stop the release if one is active.',
    ]);
  });
});

describe('a release may not begin', () => {
  test('while another is active, which is named with its id, revision, author and time', async () => {
    const active = past('web', sha('ab'), 'running', { label });
    await expect(check([new FakePart('web', [active])])).rejects.toThrow(
      `Release 3f2a9c1e of ab0000000000 is active in web (${active.id}), begun by ana at ${active.began.toISOString()}: nothing ` +
        'was begun. Wait for it (`npm run release -- status testing --follow`), or roll it back (`npm run release -- rollback testing`).',
    );
  });

  test('while a deployment of another tool runs', async () => {
    const foreign = { ...past('web', sha('1'), 'running'), revision: undefined };
    await expect(check([new FakePart('web', [foreign as never])])).rejects.toThrow(
      `Release ${foreign.id} of a deployment of another tool is active in web (${foreign.id}), begun by an author without this tool`,
    );
  });

  test('while a part has no instances', async () => {
    const empty = (name: string) => Object.assign(new FakePart(name), { present: [] });
    await expect(check([new FakePart('web'), empty('fetcher')])).rejects.toThrow(
      'fetcher of testing has no instances that a release could go to: nothing was begun.',
    );
    await expect(check([empty('web'), empty('fetcher')])).rejects.toThrow(
      'web and fetcher of testing have no instances',
    );
  });

  test('while an alarm is active, unless it is to be ignored', async () => {
    const burning = () => Object.assign(new FakePart('web'), { alarms: ['pages'] });
    await expect(check([burning()])).rejects.toThrow(
      'In ALARM: pages (of web). CodeDeploy would stop the release for that: nothing was begun. Check the alarms, or, if this ' +
        'release is the remedy, add --ignore-alarms.',
    );
    await expect(check([burning()], true)).resolves.toEqual([]);
  });
});
