import { release } from './testing/command-line';
import { EmbeddedReleases, expectSuccess } from './testing/embedded-releases';

const releases = new EmbeddedReleases('4622', { testing: { web: 2 } });
const testing = () => releases.world('testing');

test('web and workers can be released separately, and a rollback of the one does not change the other', async () => {
  await releases.live('five', 'testing');
  const six = await releases.pushed('six', 'testing');
  expectSuccess(await release(['deploy', six, 'testing', '--to', 'web']));
  expect([await testing().pages('fetcher'), new Set(await testing().pages('web'))]).toEqual([
    ['five'],
    new Set(['six']),
  ]);
  expect((await release(['status', 'testing'])).output).toContain(
    'they were released separately, and each is successful',
  );
  expectSuccess(await release(['rollback', 'testing']));
  expect(await releases.pages('testing')).toEqual(['five']);
});

test('a rollback returns to one successful release after the other, also while an alarm is active', async () => {
  for (const version of ['one', 'four', 'five']) await releases.live(version, 'testing');
  await testing().alarm('web', 'ALARM');
  const ran = await release(['rollback', 'testing']);
  await testing().alarm('web', 'OK');
  expectSuccess(ran);
  expect(await releases.pages('testing')).toEqual(['four']);
  expectSuccess(await release(['rollback', 'testing']));
  expect(await releases.pages('testing')).toEqual(['one']);
});

test('a rollback stops the active release first', async () => {
  await releases.live('one', 'testing');
  const seven = await releases.pushed('seven', 'testing');
  const [first = ''] = await testing().instances('web');
  testing().mark(first, 'hold');
  const running = releases.begin(['deploy', seven, 'testing']);
  await running.said(/AfterInstall .*i-/);
  const back = releases.begin(['rollback', 'testing']);
  await back.said('Stopping d-');
  // A held script ends with its deployment: released earlier, it could complete first.
  await running.said(/^web .*stopped/m);
  testing().unmark(first, 'hold');
  expectSuccess(await back.ended);
  expect((await running.ended).code).toBe(1);
  expect(await releases.pages('testing')).toEqual(['one']);
});
