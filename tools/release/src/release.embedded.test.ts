import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedAws, stopEmbeddedAws } from '@malinshopper/local-aws';
import { CommandLine, release, type Ran } from './testing/command-line';
import { revisionFolder, type Scripts } from './testing/revision-folder';
import { World } from './testing/world';

const branch = 'feature/checkout';
const folders: string[] = [];
let testing: World;
let staging: World;
let production: World;
let checkout: World;

function folder(version: string, scripts?: Scripts): string {
  const made = revisionFolder(version, scripts);
  folders.push(made);
  return made;
}

/** Pushes a revision, and says its short name. */
async function pushed(version: string, to: string, scripts?: Scripts): Promise<string> {
  const { code, output } = await release(['push', folder(version, scripts), to]);
  const name = /^Revision ([0-9a-f]{12})/m.exec(output)?.[1];
  if (code !== 0 || !name) throw new Error(`${version} was not pushed:\n${output}`);
  return name;
}

function expectSuccess({ code, output }: Ran): void {
  if (code !== 0) throw new Error(`It ended with ${code}:\n${output}`);
}

const roles = ['web', 'fetcher', 'updater-1', 'updater-2'] as const;
const pagesOf = async (world: World) => [
  ...new Set((await Promise.all(roles.map((role) => world.pages(role)))).flat()),
];

beforeAll(async () => {
  // An embedded AWS of its own, beside those of other tests.
  process.env['EMBEDDED_AWS_PORT'] = '4621';
  process.env['EMBEDDED_AWS'] = 'on';
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  testing = await World.make('testing', { web: 3 });
  staging = await World.make('staging');
  production = await World.make('production', { web: 2 });
  checkout = await World.make(branch);
}, 180_000);

afterAll(async () => {
  await stopEmbeddedAws();
  for (const one of folders) rmSync(one, { recursive: true });
});

jest.setTimeout(180_000);

test('before anything was released, that is what is said, and how to begin', async () => {
  const { output } = await release(['status', 'testing']);
  expect(output).toContain('Nothing was ever released to testing. Next: `npm run release -- push <folder> testing`');
  const { code, output: back } = await release(['rollback', 'testing']);
  expect([code, back]).toEqual([1, expect.stringContaining('no good release before the present one')]);
});

test('a broken appspec is refused with its line, and nothing is uploaded', async () => {
  const bad = folder('bad');
  writeFileSync(
    join(bad, 'appspec.yml'),
    'version: 0.0\nos: linux\nhooks:\n  AfterInstal:\n    - location: scripts/validate\n',
  );
  const { code, output } = await release(['push', bad, 'testing']);
  expect(code).toBe(1);
  expect(output).toMatch(/appspec\.yml:4: .*AfterInstal/);
  expect(await testing.revisions()).toEqual([]);
});

test('a release is live on every instance of every group', async () => {
  const one = await pushed('one', 'testing');
  const ran = await release(['deploy', one, 'testing']);
  expectSuccess(ran);
  expect(ran.output).toContain(`${one} is live on 6 instances in 4 groups of testing.`);
  expect(ran.output).toMatch(/It took \d+s: \d+\.\ds in scripts of revisions, \d+\.\ds besides them\./);
  expect(ran.output).toContain('Next: `npm run release -- promote testing staging`');
  expect(ran.output).toMatch(/^web +\d+s {2}[A-Z]\w+ +i-/m);
  expect(await pagesOf(testing)).toEqual(['one']);
  expect(await pagesOf(checkout)).toEqual(['none']);
});

test('the same bytes are not uploaded again', async () => {
  const { code, output } = await release(['push', folders.at(-1)!, 'testing']);
  expect([code, output]).toEqual([0, expect.stringContaining('already: not uploaded again')]);
});

test('one instance that fails brings all groups back, and is named with its hook and what that said', async () => {
  const [first = '', second = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  testing.mark(second, 'broken', 'two');
  const two = await pushed('two', 'testing');
  const running = new CommandLine(['deploy', two, 'testing']);
  await running.said(/^web .*failed/m);
  testing.unmark(first, 'hold');
  const { code, output } = await running.ended;
  testing.unmark(second, 'broken');
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`- web ${second}: ValidateService, scripts/validate: .*3`));
  expect(output).toContain('    | [stdout]the disk is full');
  for (const role of roles) expect(output).toMatch(new RegExp(`- ${role} is back on [0-9a-f]{12}`));
  expect(await pagesOf(testing)).toEqual(['one']);
  expect((await release(['history', 'testing'])).output).toMatch(/failed,[^]*brought back[^]*good/);
  const { output: status } = await release(['status', 'testing']);
  expect(status).toContain('failed, and was taken back.');
});

test('a revision that fails everywhere is taken back by CodeDeploy itself', async () => {
  const bad = await pushed('bad', 'testing', { validate: 'echo nothing answers >&2; exit 4' });
  const { code, output } = await release(['deploy', bad, 'testing']);
  expect(code).toBe(1);
  expect(output).toContain('    | [stderr]nothing answers');
  expect(await pagesOf(testing)).toEqual(['one']);
});

test('an alarm that burns forbids to begin, and one that goes off in the middle brings everything back', async () => {
  const three = await pushed('three', 'testing');
  await testing.alarm('web', 'ALARM');
  const refused = await release(['deploy', three, 'testing']);
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining(`In ALARM: ${testing.alarmOf('web')} (of web)`) as string,
  });
  await testing.alarm('web', 'OK');

  const [first = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  const running = new CommandLine(['deploy', three, 'testing']);
  await running.said(/AfterInstall .*i-/);
  await testing.alarm('web', 'ALARM');
  await running.said(/stopped/);
  testing.unmark(first, 'hold');
  const { code, output } = await running.ended;
  expect(code).toBe(1);
  expect(output).toContain(testing.alarmOf('web'));
  expect(await pagesOf(testing)).toEqual(['one']);
  await testing.alarm('web', 'OK');
});

test('of two releases at once, the second is refused with the first named', async () => {
  const four = await pushed('four', 'testing');
  const [first = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  const running = new CommandLine(['deploy', four, 'testing']);
  await running.said(/AfterInstall .*i-/);
  const id = /^Release ([0-9a-f]{8})/m.exec(running.output)![1]!;
  const { code, output } = await release(['deploy', four, 'testing', '--to', 'web']);
  expect(code).toBe(1);
  expect(output).toMatch(
    new RegExp(`Release ${id} of ${four} is active in web \\(d-\\w+\\), begun by embedded/embedded at 2`),
  );
  const { output: status } = await release(['status', 'testing']);
  expect(status).toContain(`Release ${id} (deploy, by embedded/embedded) is active in web`);
  testing.unmark(first, 'hold');
  expectSuccess(await running.ended);
  expect(await pagesOf(testing)).toEqual(['four']);
});

test('instances that come during a release and after it get what is right', async () => {
  const five = await pushed('five', 'testing');
  const [first = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  const running = new CommandLine(['deploy', five, 'testing']);
  await running.said(/AfterInstall .*i-/);
  await testing.scale('web', 4);
  testing.unmark(first, 'hold');
  const ran = await running.ended;
  expectSuccess(ran);
  expect(ran.output).toContain('7 instances in 4 groups');
  expect(await testing.pages('web')).toEqual(['five', 'five', 'five', 'five']);

  await testing.scale('web', 5);
  expectSuccess(await release(['status', 'testing', '--follow']));
  expect(await testing.pages('web')).toEqual(Array(5).fill('five'));
});

test('web and workers can be released apart, and a rollback of the one leaves the other', async () => {
  const six = await pushed('six', 'testing');
  expectSuccess(await release(['deploy', six, 'testing', '--to', 'web']));
  expect([await testing.pages('fetcher'), new Set(await testing.pages('web'))]).toEqual([['five'], new Set(['six'])]);
  expect((await release(['status', 'testing'])).output).toContain('they were released apart, and each is good');
  expectSuccess(await release(['rollback', 'testing']));
  expect(await pagesOf(testing)).toEqual(['five']);
});

test('a rollback goes back one good release after the other, also while an alarm burns', async () => {
  await testing.alarm('web', 'ALARM');
  const ran = await release(['rollback', 'testing']);
  await testing.alarm('web', 'OK');
  expectSuccess(ran);
  expect(await pagesOf(testing)).toEqual(['four']);
  expectSuccess(await release(['rollback', 'testing']));
  expect(await pagesOf(testing)).toEqual(['one']);
});

test('a rollback stops what is active first', async () => {
  const seven = await pushed('seven', 'testing');
  const [first = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  const running = new CommandLine(['deploy', seven, 'testing']);
  await running.said(/AfterInstall .*i-/);
  const back = new CommandLine(['rollback', 'testing']);
  await back.said('Stopping d-');
  testing.unmark(first, 'hold');
  expectSuccess(await back.ended);
  expect((await running.ended).code).toBe(1);
  expect(await pagesOf(testing)).toEqual(['one']);
});

test('killed in the middle, status tells the truth, and the next release works', async () => {
  const eight = await pushed('eight', 'testing');
  const [worker = ''] = await testing.instances('fetcher');
  testing.mark(worker, 'hold');
  testing.mark(worker, 'broken', 'eight');
  const running = new CommandLine(['deploy', eight, 'testing']);
  await running.said(/^web .*succeeded/m);
  running.child.kill('SIGKILL');
  await running.ended;
  expect((await release(['status', 'testing'])).output).toMatch(/is active in fetcher \(d-\w+\)/);
  testing.unmark(worker, 'hold');
  await release(['status', 'testing', '--follow']);
  testing.unmark(worker, 'broken');
  const { output } = await release(['status', 'testing']);
  expect(output).toMatch(/web, updater-1 and updater-2 have no good revision on all instances/);
  expect(await testing.pages('fetcher')).toEqual(['one']);
  expect(new Set(await testing.pages('web'))).toEqual(new Set(['eight']));
  const refused = await release(['promote', 'testing', 'staging']);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('- web: ') as string });
  expectSuccess(await release(['deploy', eight, 'testing']));
  expect(await pagesOf(testing)).toEqual(['eight']);
});

test('Ctrl-C ends the watching, and says that AWS goes on', async () => {
  const nine = await pushed('nine', 'testing');
  const [first = ''] = await testing.instances('web');
  testing.mark(first, 'hold');
  const running = new CommandLine(['deploy', nine, 'testing', '--to', 'web']);
  await running.said(/AfterInstall .*i-/);
  running.child.kill('SIGINT');
  const { code, output } = await running.ended;
  testing.unmark(first, 'hold');
  expect([code, output]).toEqual([130, expect.stringContaining('AWS goes on with release')]);
  expectSuccess(await release(['status', 'testing', '--follow']));
  expect(new Set(await testing.pages('web'))).toEqual(new Set(['nine']));
  expectSuccess(await release(['rollback', 'testing']));
});

test('promote carries identical bytes from stage to stage, and asks for production', async () => {
  const other = await release(['promote', 'testing', 'staging', '--revision', 'abcdef']);
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining('which --revision names') as string });
  expectSuccess(await release(['promote', 'testing', 'staging']));
  expect(await pagesOf(staging)).toEqual(['eight']);
  const asked = await release(['promote', 'staging', 'production']);
  expect(asked).toMatchObject({ code: 1, output: expect.stringContaining('Say --yes') as string });
  expect(await production.revisions()).toEqual([]);
  expectSuccess(await release(['promote', 'staging', 'production', '--yes']));
  expect(await pagesOf(production)).toEqual(['eight']);
  const [key = ''] = await production.revisions();
  const sha256 = key.slice('releases/'.length, -'.zip'.length);
  for (const world of [testing, staging, production]) {
    expect(
      createHash('sha256')
        .update(await world.bytes(sha256))
        .digest('hex'),
    ).toBe(sha256);
  }
  const { output } = await release(['promote', 'staging', 'production', '--yes']);
  expect(output).toContain('production has what is live in staging already');
  const skipped = await release(['promote', 'testing', 'production', '--yes']);
  expect(skipped).toMatchObject({
    code: 1,
    output: expect.stringContaining('not from testing to production') as string,
  });
});

test("a branch's pipeline reaches only the branch's groups, and a branch without an environment is no failure", async () => {
  const ref = `refs/heads/${branch}`;
  const outputs = join(folder('outputs'), 'github');
  expectSuccess(await release(['branch', folder('mine'), '--ref', ref], { GITHUB_OUTPUT: outputs }));
  expect(await checkout.revisions()).toContain(
    `releases/${readFileSync(outputs, 'utf8').slice('revision='.length, -1)}.zip`,
  );
  expect(await pagesOf(checkout)).toEqual(['mine']);
  expect(await pagesOf(testing)).toEqual(['eight']);
  const none = await release(['branch', folder('ten'), '--ref', 'refs/heads/feature/nothing-up']);
  expect([none.code, none.output]).toEqual([
    0,
    expect.stringContaining('Branch feature/nothing-up has no environment up'),
  ]);
  const request = await release(['branch', folder('ten')], { CPHP_GIT_REF: ref, CPHP_PR_ID: '7' });
  expect([request.code, request.output]).toEqual([0, expect.stringContaining('Pull request 7 is not released')]);
});

test('an unknown revision is refused with those that there are', async () => {
  const { code, output } = await release(['deploy', '0000dead', 'testing']);
  expect(code).toBe(1);
  expect(output).toMatch(/testing has no revision 0000dead\. Its newest are:\n {2}[0-9a-f]{12} {2}/);
});
