import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accounts,
  appNames,
  ciRoleArn,
  gitHubEnvironment,
  longLivedEnvironments,
  needsReview,
  purposes,
  teamNames,
  teams,
  type AccountName,
  type TeamName,
} from '@malinshopper/environments';
import { repositoryRoot } from '@malinshopper/synth';
import { actionlintFaults, isMet, parserFaults, workflowIn, type Job } from './testing';

const folder = '.github/workflows';
const names = readdirSync(join(repositoryRoot, folder)).sort();
const setup = '.github/actions/setup/action.yml';
const read = (path: string) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') });
const files = names.map((name) => read(`${folder}/${name}`));
const workflow = (name: string) => workflowIn(repositoryRoot, `${folder}/${name}.yml`);
const jobsOf = (name: string) => Object.entries(workflow(name).jobs);
const allJobs = names.flatMap((file) => {
  const name = file.replace('.yml', '');
  return jobsOf(name).map(([id, job]): [string, Job] => [`${name}/${id}`, job]);
});
const running = allJobs.filter(([, job]) => job.uses === undefined);

test('are workflows by GitHub’s own parser and by actionlint, which know wrong ones', () => {
  expect(names).toEqual(['deploy-app.yml', 'deploy-environment.yml', 'deploy.yml', 'pull-request.yml']);
  expect(parserFaults(...files, read(setup))).toEqual([]);
  const [first] = files;
  expect(parserFaults({ ...first!, text: first!.text.replace('runs-on', 'run-on') }).join()).toMatch(/run-on/);
  const wrong = { path: 'wrong.yml', text: first!.text.replace('steps.role.outputs.role', 'steps.rule.outputs.role') };
  // At once: it takes a second to load.
  expect(actionlintFaults(...files, wrong)).toEqual([
    expect.stringMatching(/^wrong\.yml:.*property "rule" is not defined/),
  ]);
});

test('use others’ actions by a commit only, beside its version, and one commit of each', () => {
  const used = [...files, read(setup)].flatMap(({ text }) => [...text.matchAll(/uses: (?!\.\/)(\S+)(.*)/g)]);
  expect(used.length).toBeGreaterThan(10);
  for (const [, action, comment] of used) {
    expect(`${action}${comment}`).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  const commits = new Map(used.map(([, action]) => action!.split('@') as [string, string]));
  for (const [, action] of used) expect(action).toBe(`${action!.split('@')[0]}@${commits.get(action!.split('@')[0]!)}`);
});

test('every job has an end and just the permissions that it needs, and none has a secret', () => {
  for (const file of names) expect(workflow(file.replace('.yml', '')).permissions).toEqual({});
  for (const [name, job] of running) expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
  const wanted = new Set(allJobs.map(([, { permissions }]) => JSON.stringify(permissions)));
  expect([...wanted].sort()).toEqual([
    '{"contents":"read","id-token":"write"}',
    '{"contents":"read","security-events":"write"}',
    '{"contents":"read"}',
  ]);
  for (const { text } of [...files, read(setup)]) expect(text).not.toMatch(/secrets\b|AKIA|\d{12}(?![0-9a-f])/);
  const checkouts = running.flatMap(([, { steps = [] }]) => steps.filter(({ uses }) => uses?.includes('checkout')));
  expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
});

test('every job is checkout, setup, and one command of the tools; a role is asked for before, and a run is ended after', () => {
  for (const [name, { steps = [] }] of running) {
    const runs = steps.flatMap(({ run }) => run ?? []);
    expect([name, steps[1]?.uses]).toEqual([name, './.github/actions/setup']);
    const others = runs.filter((run) => !/ci -- role|--end|--recover/.test(run));
    expect(others).toEqual([
      expect.stringMatching(/^npm run (ci -- \w+|deploy -- "\$ENVIRONMENT" --app "\$APP" --run)( |$)/),
    ]);
    // What comes from outside is a variable of the shell, and no part of the script.
    for (const run of runs) expect(run).not.toContain('${{');
  }
});

test('a pull request asks for no token of AWS, and what a fork cannot write is left out', () => {
  expect(Object.keys(workflow('pull-request').on)).toEqual(['pull_request']);
  for (const [, job] of jobsOf('pull-request')) {
    expect([job.permissions['id-token'], job.environment]).toEqual([undefined, undefined]);
  }
  const upload = workflow('pull-request').jobs['policy']!.steps!.at(-1)!;
  expect(upload.uses).toContain('upload-sarif');
  expect(upload.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
});

test('a merged change goes through the environments that stay, one after the other, and no deploy is ended', () => {
  const { jobs, on } = workflow('deploy');
  expect(on).toEqual({ push: { branches: ['main'] } });
  expect(Object.entries(jobs).map(([id, { needs }]) => [id, needs])).toEqual([
    ['testing', undefined],
    ['staging', 'testing'],
    ['production', 'staging'],
  ]);
  for (const { name, account } of longLivedEnvironments) {
    expect(jobs[name]).toMatchObject({
      with: { environment: name, account: account.name },
      concurrency: { group: `deploy-${name}`, 'cancel-in-progress': false },
    });
  }
  expect(workflow('deploy').concurrency).toBeUndefined();
});

test('every app has a job, with the role of its team, after the apps that it reads', () => {
  const apps = jobsOf('deploy-environment').filter(([id]) => id !== 'affected');
  expect(apps.map(([id]) => id)).toEqual([...appNames]);
  for (const [id, job] of apps) {
    const team = teamNames.find((name) => teams[name].app === id)!;
    expect(job.with).toMatchObject({ app: id, team });
    expect([job.needs].flat()).toEqual(['affected', ...teams[team].reads]);
    const runs = (apps: string, failure = false) =>
      isMet(job.if, { needs: { affected: { outputs: { apps } } } }, { success: !failure, failure });
    expect([runs(`["${id}"]`), runs('["other"]'), runs(`["${id}"]`, true)]).toEqual([true, false, false]);
    // The job that says which apps has failed, and has said nothing.
    expect(runs('', true)).toBe(false);
  }
});

test('a deploy that has failed is put in order with a new session, and nothing but a failed deploy is', () => {
  const { steps = [] } = workflow('deploy-app').jobs['deploy']!;
  const [session, recover] = steps.slice(steps.findIndex(({ id }) => id === 'deploy') + 1);
  expect(session?.with).toEqual(steps.find(({ uses }) => uses?.includes('configure-aws-credentials'))?.with);
  expect([session?.uses, recover?.run]).toEqual([
    expect.stringContaining('configure-aws-credentials'),
    'npm run deploy -- "$ENVIRONMENT" --app "$APP" --run "$GITHUB_RUN_ID" --recover',
  ]);
  for (const step of [session, recover]) {
    const runs = (outcome: string, failure: boolean) =>
      isMet(step?.if, { steps: { deploy: { outcome } } }, { success: !failure, failure });
    expect([runs('failure', true), runs('success', true), runs('success', false)]).toEqual([true, false, false]);
  }
});

test('the names of environments of GitHub are those that the roles trust', () => {
  const deploys = workflow('deploy-app').jobs['deploy']!;
  const named = (account: AccountName, team: TeamName) =>
    deploys.environment!.replace('${{ inputs.account }}', account).replace('${{ inputs.team }}', team);
  for (const { name } of Object.values(accounts)) {
    for (const team of teamNames) expect(named(name, team)).toBe(gitHubEnvironment(name, team, 'deploy'));
    const affected = workflow('deploy-environment').jobs['affected']!.environment!;
    expect(affected.replace('${{ inputs.account }}', name)).toBe(gitHubEnvironment(name, 'platform', 'plan'));
  }
  // The reviewers are a rule of the environment on GitHub: what only looks has none, and a deploy to production has.
  expect(purposes.map((purpose) => needsReview('production', purpose))).toEqual([false, true]);
  expect(ciRoleArn(accounts.production, 'data', 'deploy')).toContain('role/ci/data-deploy');
});
