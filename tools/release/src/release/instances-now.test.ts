import { instanceLines } from '../commands/instance-lines';
import { FakePart, on, past, sha } from '../testing/fake-part';
import { instancesNow } from './instances-now';
import { survey } from './survey';

async function look(web: FakePart) {
  const { standings } = await survey([web]);
  return instanceLines('web', standings[0]!, await instancesNow(web, await web.attempts()));
}

describe('the revision of each instance', () => {
  test('is the same on all', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-2'];
    web.add(past('web', sha('1'), 'succeeded'), [on('i-1', 'succeeded'), on('i-2', 'succeeded')]);
    expect(await look(web)).toEqual({ summary: '2', lines: [] });
  });

  test('differs after a release that failed half-way, with the failures', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-2', 'i-3', 'i-4'];
    web.add(
      past('web', sha('1'), 'succeeded'),
      ['i-1', 'i-2', 'i-3'].map((one) => on(one, 'succeeded')),
    );
    const failure = { event: 'ValidateService', message: 'exit code 3', ofScript: true, output: '' };
    const failed = past('web', sha('2'), 'failed');
    web.add(failed, [
      on('i-1', 'succeeded'),
      { ...on('i-2', 'failed', 'ValidateService'), failure },
      on('i-3', 'skipped'),
    ]);
    expect(await look(web)).toEqual({
      summary: '1 of 4',
      lines: [
        'web: 200000000000 on i-1; 200000000000 failed in ValidateService on i-2; 100000000000 on i-3; nothing yet on i-4.',
        `  i-2 (${failed.id}): ValidateService: exit code 3`,
      ],
    });
  });

  test('is that of the last attempt, if the caller cannot list the instances', async () => {
    const web = new FakePart('web');
    web.present = undefined;
    web.add(past('web', sha('1'), 'succeeded'), [on('i-gone', 'succeeded')]);
    web.add(past('web', sha('1'), 'succeeded'), [on('i-1', 'succeeded')]);
    expect(await look(web)).toEqual({ summary: '1', lines: [] });
  });

  test('is undefined before a first release', async () => {
    expect(await look(new FakePart('web'))).toEqual({ summary: '0 of 1', lines: [] });
  });

  test('does not count terminated instances', async () => {
    const web = new FakePart('web');
    web.add(past('web', sha('1'), 'succeeded'), [on('i-1', 'succeeded'), on('i-gone', 'succeeded')]);
    expect(await look(web)).toEqual({ summary: '1', lines: [] });
  });
});
