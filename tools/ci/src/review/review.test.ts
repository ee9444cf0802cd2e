import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appNames, longLivedEnvironments } from '@malinshopper/environments';
import {
  longest,
  marker,
  rehearsalFile,
  review as reviewed,
  writeRehearsal,
  type PlannedApp,
  type ReportInput,
} from '@malinshopper/review';
import { startGitHub, token, type StandIn } from '../testing/github-stand-in';
import { findComment, plannedFrom } from './comment';
import { jobOf } from './job';
import { environmentsOf } from './plan';
import { review } from './review';
import { gitHub } from '../settings/client';

const where = { owner: 'malinshopper', repo: 'infrastructure' };
const name = 'malinshopper/infrastructure';
const key = 'k'.repeat(32);
let standIn: StandIn;
let folder: string;
beforeEach(async () => {
  standIn = await startGitHub([name]);
  folder = mkdtempSync(join(tmpdir(), 'review-'));
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(async () => {
  await standIn.end();
  rmSync(folder, { recursive: true });
});

const variables = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ GITHUB_REPOSITORY: name, GITHUB_RUN_ID: '4711', GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url },
  ...{ GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), PULL_REQUEST: '7', HEAD_REPOSITORY: name, ...more },
});
const comments = () => standIn.state.repositories[name]!.comments[7] ?? [];
const run = (only?: string, more: Readonly<Record<string, string>> = {}) =>
  review(join(folder, 'parts'), join(folder, 'out'), only, variables(more));
const summary = () => readFileSync(join(folder, 'summary.md'), 'utf8');

/** The files that the job of an account has written. @param fails an app that could not be planned */
function write(
  account: 'nonproduction' | 'production',
  { serial = 7, fails = '', ...more }: Partial<ReportInput> & { serial?: number; fails?: string } = {},
): void {
  const environments = longLivedEnvironments.filter((one) => one.account.name === account).map((one) => one.name);
  const planned = environments.flatMap((environment) =>
    appNames.map((app): PlannedApp => {
      const sha = '0'.repeat(64);
      const versions = { commit: '0a1b2c3', clean: true, json: sha, lockFile: sha, versions: {}, upstream: {} };
      const provenance = { ...versions, state: { lineage: 'of-a-state', serial } };
      const result = { kind: 'unchanged', since: '2026-11-29T14:03:00Z', commit: '0a1b2c3' } as const;
      if (`${environment}/${app}` !== fails) return { app, environment, provenance, result };
      return { app, environment, provenance, result: { kind: 'failed', error: 'AccessDenied' } };
    }),
  );
  const input: ReportInput = { apps: reviewed(planned, { key }), expected: [], places: {}, owners: {}, ...more };
  const part = join(folder, 'parts', `plan-${account}`);
  mkdirSync(part, { recursive: true });
  writeFileSync(join(part, 'part.json'), JSON.stringify(input));
}

test('one comment has all environments, and is edited in place', async () => {
  write('nonproduction');
  write('production');
  await expect(run()).resolves.toBe(0);
  expect(comments()).toHaveLength(1);
  for (const one of longLivedEnvironments) expect(comments()[0]!.body).toContain(`\`${one.name}/network\``);
  expect(comments()[0]!.body).toContain('https://github.com/malinshopper/infrastructure/actions/runs/4711');
  expect(readFileSync(join(folder, 'out/review.html'), 'utf8')).toContain('production');
  const { id } = comments()[0]!;
  write('production', { serial: 8 });
  await run();
  expect(comments().map((one) => one.id)).toEqual([id]);
  const found = await findComment(gitHub(variables()), where, 7);
  expect(plannedFrom(found!)).toMatchObject({ 'production/data': '8 of-a-state', 'testing/data': '7 of-a-state' });
});

const nothingFound = { findings: [], waived: [], refused: [] };
const found = { ...nothingFound, refused: [{ place: 'production/data', why: 'it would delete a bucket' }] };

test('the findings of each account are listed together, and none are if the rules did not run for one', async () => {
  write('nonproduction', { policy: nothingFound });
  write('production', { policy: found });
  await run();
  expect(comments()[0]!.body).toMatch(/^# Against the rules \(1 finding\)/);
  expect(comments()[0]!.body).toContain('the plan of `production/data`: it would delete a bucket');
  write('production');
  await run();
  expect(comments()[0]!.body).toContain('The rules were not run.');
});

test('the outcome of the rehearsal is shown, and a failed one in the first line', async () => {
  write('nonproduction');
  write('production');
  const json = Object.fromEntries(appNames.map((app) => [app, '0'.repeat(64)]));
  const rehearsal = { environment: 'testing', base: 'abcdef0', json, isWell: false, line: 'rehearsed: FAILED in data' };
  mkdirSync(join(folder, 'parts', 'rehearsal'));
  writeFileSync(
    join(folder, 'parts', 'rehearsal', rehearsalFile('testing')),
    writeRehearsal({ ...rehearsal, words: '' }),
  );
  await run();
  expect(comments()[0]!.body).toMatch(/^# The rehearsal FAILED in testing\. /);
  expect(comments()[0]!.body).toContain('- `staging`: not rehearsed');
});

test('a comment of another user that has the marker is left alone', async () => {
  standIn.state.repositories[name]!.comments[7] = [{ id: 1, body: `Approved. ${marker}`, user: { login: 'mallory' } }];
  write('nonproduction');
  write('production');
  await run();
  expect(comments().map(({ user }) => user.login)).toEqual(['mallory', 'github-actions[bot]']);
  expect(comments()[0]!.body).toMatch(/^Approved/);
});

test.each<[string, () => void, RegExp]>([
  [
    'an account has not been planned',
    () => write('nonproduction'),
    /^# Do not approve: 5 of 15 plans .*production\/account/,
  ],
  ['nothing has been planned', () => undefined, /^# Do not approve: 15 of 15 plans/],
  [
    'an app could not be planned',
    () => (write('nonproduction', { fails: 'testing/data' }), write('production')),
    /^# Do not approve: 1 of 15 plans .*testing\/data/,
  ],
])('if %s, the first line shows it, and the job fails', async (_, given, line) => {
  given();
  await expect(run()).resolves.toBe(1);
  expect(comments()[0]!.body).toMatch(line);
  expect(summary()).toMatch(line);
});

test('an environment that a person has planned again is in the summary, and in no comment', async () => {
  write('production');
  await expect(run('production', { PULL_REQUEST: '', HEAD_REPOSITORY: '' })).resolves.toBe(0);
  expect(summary()).toContain('No changes (5 of 5 apps read)');
  expect(standIn.state.changes).toEqual([]);
});

test('a fork’s pull request gets the reason why it has no review, and is no failure', async () => {
  await expect(run(undefined, { HEAD_REPOSITORY: 'someone/infrastructure' })).resolves.toBe(0);
  expect(summary()).toMatch(/^This pull request is from a fork: it is not planned/);
  expect(standIn.state.changes).toEqual([]);
});

test('a comment has room for a later banner', async () => {
  write('nonproduction');
  write('production');
  await run();
  expect(comments()[0]!.body.length).toBeLessThan(longest - 4_000);
});

test('at a terminal the error names the command to use there', () => {
  expect(() => jobOf({})).toThrow(
    'GITHUB_REPOSITORY is not set: this is for jobs on GitHub. At a terminal: npm run plan -- <environment> --review <folder>.',
  );
});

test('an unknown account or environment is refused', () => {
  expect(environmentsOf('production').map((one) => one.name)).toEqual(['production']);
  expect(() => environmentsOf('sandbox')).toThrow('There is no account "sandbox": there are ');
  expect(() => environmentsOf('production', 'testing')).toThrow(
    'There is no long-lived environment "testing" in production: there are production.',
  );
});
