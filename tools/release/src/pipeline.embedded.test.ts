import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { release } from './testing/command-line';
import { EmbeddedReleases, expectSuccess } from './testing/embedded-releases';

const branch = 'feature/checkout';
const releases = new EmbeddedReleases('4623', { testing: {}, staging: {}, production: { web: 2 }, [branch]: {} });

test('promote copies identical bytes from stage to stage, and asks for confirmation in production', async () => {
  await releases.live('eight', 'testing');
  const other = await release(['promote', 'testing', 'staging', '--revision', 'abcdef']);
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining('as --revision requires') as string });
  expectSuccess(await release(['promote', 'testing', 'staging']));
  expect(await releases.pages('staging')).toEqual(['eight']);
  const asked = await release(['promote', 'staging', 'production']);
  expect(asked).toMatchObject({ code: 1, output: expect.stringContaining('Add --yes') as string });
  expect(await releases.world('production').revisions()).toEqual([]);
  expectSuccess(await release(['promote', 'staging', 'production', '--yes']));
  expect(await releases.pages('production')).toEqual(['eight']);
  const [key = ''] = await releases.world('production').revisions();
  const sha256 = key.slice('releases/'.length, -'.zip'.length);
  for (const ref of ['testing', 'staging', 'production']) {
    expect(
      createHash('sha256')
        .update(await releases.world(ref).bytes(sha256))
        .digest('hex'),
    ).toBe(sha256);
  }
  const { output } = await release(['promote', 'staging', 'production', '--yes']);
  expect(output).toContain('production has the live revision of staging already');
  const skipped = await release(['promote', 'testing', 'production', '--yes']);
  expect(skipped).toMatchObject({
    code: 1,
    output: expect.stringContaining('not from testing to production') as string,
  });
});

test("a branch's pipeline reaches only the branch's groups, and a branch without an environment is no failure", async () => {
  await releases.live('eight', 'testing');
  const ref = `refs/heads/${branch}`;
  const outputs = join(releases.folder('outputs'), 'github');
  expectSuccess(await release(['branch', releases.folder('mine'), '--ref', ref], { GITHUB_OUTPUT: outputs }));
  expect(await releases.world(branch).revisions()).toContain(
    `releases/${readFileSync(outputs, 'utf8').slice('revision='.length, -1)}.zip`,
  );
  expect(await releases.pages(branch)).toEqual(['mine']);
  expect(await releases.pages('testing')).toEqual(['eight']);
  const none = await release(['branch', releases.folder('ten'), '--ref', 'refs/heads/feature/nothing-up']);
  expect([none.code, none.output]).toEqual([
    0,
    expect.stringContaining('Branch feature/nothing-up has no deployed environment'),
  ]);
  const request = await release(['branch', releases.folder('ten')], { CPHP_GIT_REF: ref, CPHP_PR_ID: '7' });
  expect([request.code, request.output]).toEqual([0, expect.stringContaining('Pull request 7 is not released')]);
});
