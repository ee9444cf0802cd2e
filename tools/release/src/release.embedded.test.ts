import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, roles } from '@malinshopper/environments';
import { release } from './testing/command-line';
import { EmbeddedReleases, expectSuccess } from './testing/embedded-releases';

const fresh = 'feature/fresh';
const releases = new EmbeddedReleases('4621', { testing: { web: 3 }, [fresh]: {} });
const testing = () => releases.world('testing');

/** A release that does not end before `first`, an instance of web, is unmarked. */
async function held(name: string, ...args: string[]) {
  const [first = ''] = await testing().instances('web');
  testing().mark(first, 'hold');
  const running = releases.begin(['deploy', name, 'testing', ...args]);
  await running.said(/AfterInstall .*i-/);
  return { running, first };
}

test('before the first release that is reported, with the command to begin', async () => {
  const { output } = await release(['status', fresh]);
  expect(output).toContain(
    `Nothing was ever released to ${environment(fresh).name}. Next: \`EMBEDDED_AWS=on EMBEDDED_AWS_PORT=${process.env['EMBEDDED_AWS_PORT']} npm run release -- push FOLDER ${fresh}\``,
  );
  const { code, output: back } = await release(['rollback', fresh]);
  expect([code, back]).toEqual([1, expect.stringContaining('no successful release before the present one')]);
});

test('a broken appspec is refused with its line, and nothing is uploaded', async () => {
  const bad = releases.folder('bad');
  writeFileSync(
    join(bad, 'appspec.yml'),
    'version: 0.0\nos: linux\nhooks:\n  AfterInstal:\n    - location: scripts/validate\n',
  );
  const { code, output } = await release(['push', bad, fresh]);
  expect(code).toBe(1);
  expect(output).toMatch(/appspec\.yml:4: .*AfterInstal/);
  expect(await releases.world(fresh).revisions()).toEqual([]);
});

test('a release is live on every instance of every group', async () => {
  const before = await releases.pages(fresh);
  const one = await releases.pushed('one', 'testing');
  const ran = await release(['deploy', one, 'testing']);
  expectSuccess(ran);
  expect(ran.output).toContain(`${one} is live on 6 instances in 4 groups of testing.`);
  expect(ran.output).toMatch(/It took \d+s: \d+\.\ds in scripts of revisions, \d+\.\ds in all other steps\./);
  expect(ran.output).toMatch(
    /Next: `EMBEDDED_AWS=on EMBEDDED_AWS_PORT=\d+ npm run release -- promote testing staging`/,
  );
  expect(ran.output).toMatch(/^web +\d+s {2}[A-Z]\w+ +i-/m);
  expect(await releases.pages('testing')).toEqual(['one']);
  expect([before, await releases.pages(fresh)]).toEqual([['none'], ['none']]);
});

test('the same bytes are not uploaded again', async () => {
  const folder = releases.folder('same');
  expectSuccess(await release(['push', folder, 'testing']));
  const { code, output } = await release(['push', folder, 'testing']);
  expect([code, output]).toEqual([0, expect.stringContaining('already: not uploaded again')]);
});

test('one failing instance rolls all groups back, and is named with its hook and the output', async () => {
  await releases.live('one', 'testing');
  const [first = '', second = ''] = await testing().instances('web');
  testing().mark(first, 'hold');
  testing().mark(second, 'broken', 'two');
  const two = await releases.pushed('two', 'testing');
  const running = releases.begin(['deploy', two, 'testing']);
  await running.said(/^web .*failed/m);
  testing().unmark(first, 'hold');
  const { code, output } = await running.ended;
  testing().unmark(second, 'broken');
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`- web ${second}: ValidateService, scripts/validate: .*3`));
  expect(output).toContain('    | [stdout]the disk is full');
  for (const role of roles) expect(output).toMatch(new RegExp(`- ${role} is back on [0-9a-f]{12}`));
  expect(await releases.pages('testing')).toEqual(['one']);
  expect((await release(['history', 'testing'])).output).toMatch(/failed,[^]*rolled back[^]*good/);
  const { output: status } = await release(['status', 'testing']);
  expect(status).toContain('failed, and was rolled back.');
});

test('a revision that fails everywhere is rolled back', async () => {
  await releases.live('one', 'testing');
  const bad = await releases.pushed('bad', 'testing', { validate: 'echo nothing answers >&2; exit 4' });
  const { code, output } = await release(['deploy', bad, 'testing']);
  expect(code).toBe(1);
  expect(output).toContain('    | [stderr]nothing answers');
  expect(await releases.pages('testing')).toEqual(['one']);
});

test('an active alarm prevents a release, and one that becomes active in the middle rolls everything back', async () => {
  await releases.live('one', 'testing');
  const three = await releases.pushed('three', 'testing');
  await testing().alarm('web', 'ALARM');
  const refused = await release(['deploy', three, 'testing']);
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining(`In ALARM: ${testing().alarmOf('web')} (of web)`) as string,
  });
  await testing().alarm('web', 'OK');

  const { running, first } = await held(three);
  await testing().alarm('web', 'ALARM');
  await running.said(/stopped/);
  testing().unmark(first, 'hold');
  const { code, output } = await running.ended;
  expect(code).toBe(1);
  expect(output).toContain(testing().alarmOf('web'));
  expect(await releases.pages('testing')).toEqual(['one']);
});

test('of two concurrent releases, the second is refused with the name of the first', async () => {
  await releases.live('one', 'testing');
  const four = await releases.pushed('four', 'testing');
  const { running, first } = await held(four);
  const id = /^Release ([0-9a-f]{8})/m.exec(running.output)![1]!;
  const { code, output } = await release(['deploy', four, 'testing', '--to', 'web']);
  expect(code).toBe(1);
  expect(output).toMatch(
    new RegExp(`Release ${id} of ${four} is active in web \\(d-\\w+\\), begun by embedded/embedded at 2`),
  );
  const { output: status } = await release(['status', 'testing']);
  expect(status).toContain(`Release ${id} (deploy, by embedded/embedded) is active in web`);
  testing().unmark(first, 'hold');
  expectSuccess(await running.ended);
  expect(await releases.pages('testing')).toEqual(['four']);
});

test('instances that are launched during a release and after it get the right revision', async () => {
  await releases.live('one', 'testing');
  const five = await releases.pushed('five', 'testing');
  const before = (await testing().instances('web')).length;
  const { running, first } = await held(five);
  await testing().scale('web', before + 1);
  testing().unmark(first, 'hold');
  const ran = await running.ended;
  expectSuccess(ran);
  expect(ran.output).toContain(`${before + 4} instances in 4 groups`);
  expect(await testing().pages('web')).toEqual(Array(before + 1).fill('five'));

  await testing().scale('web', before + 2);
  expectSuccess(await release(['status', 'testing', '--follow']));
  expect(await testing().pages('web')).toEqual(Array(before + 2).fill('five'));
});

test('after a kill in the middle, status is correct, and the next release works', async () => {
  await releases.live('one', 'testing');
  const eight = await releases.pushed('eight', 'testing');
  const [worker = ''] = await testing().instances('fetcher');
  testing().mark(worker, 'hold');
  testing().mark(worker, 'broken', 'eight');
  const running = releases.begin(['deploy', eight, 'testing']);
  for (const part of ['web', 'updater-1', 'updater-2']) {
    await running.said(new RegExp(`^${part} .* instances? done, succeeded`, 'm'));
  }
  running.child.kill('SIGKILL');
  await running.ended;
  expect((await release(['status', 'testing'])).output).toMatch(/is active in fetcher \(d-\w+\)/);
  testing().unmark(worker, 'hold');
  await release(['status', 'testing', '--follow']);
  testing().unmark(worker, 'broken');
  const { output } = await release(['status', 'testing']);
  expect(output).toMatch(/web, updater-1 and updater-2 have no successful revision on all instances/);
  expect(await testing().pages('fetcher')).toEqual(['one']);
  expect(new Set(await testing().pages('web'))).toEqual(new Set(['eight']));
  const refused = await release(['promote', 'testing', 'staging']);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('- web: ') as string });
  expectSuccess(await release(['deploy', eight, 'testing']));
  expect(await releases.pages('testing')).toEqual(['eight']);
});

test('Ctrl-C ends the view, and reports that AWS continues', async () => {
  await releases.live('one', 'testing');
  const nine = await releases.pushed('nine', 'testing');
  const { running, first } = await held(nine, '--to', 'web');
  running.child.kill('SIGINT');
  const { code, output } = await running.ended;
  testing().unmark(first, 'hold');
  expect([code, output]).toEqual([130, expect.stringContaining('AWS continues with release')]);
  expectSuccess(await release(['status', 'testing', '--follow']));
  expect(new Set(await testing().pages('web'))).toEqual(new Set(['nine']));
});

test('an unknown revision is refused with the existing ones', async () => {
  await releases.pushed('known', 'testing');
  const { code, output } = await release(['deploy', '0000dead', 'testing']);
  expect(code).toBe(1);
  expect(output).toMatch(/testing has no revision 0000dead\. The newest revisions are:\n {2}[0-9a-f]{12} {2}/);
});
