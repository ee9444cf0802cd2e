import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accounts,
  appNames,
  ciRoleArn,
  gitHubEnvironment,
  gitHubReviewEnvironment,
  longLivedEnvironments,
  needsReview,
  purposes,
  teamNames,
  teams,
  type AccountName,
  type TeamName,
} from '@malinshopper/environments';
import { repositoryRoot } from '@malinshopper/synth';
import { actionlintFaults, filled, isMet, parserFaults, workflowIn, type Job } from './testing';

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

test('are valid for GitHub’s own parser and actionlint, which detect invalid ones', () => {
  expect(names).toEqual([
    ...['deploy-app.yml', 'deploy-environment.yml', 'deploy.yml', 'drift-account.yml', 'drift.yml'],
    ...['outdated-account.yml', 'outdated.yml', 'plan.yml', 'pull-request.yml', 'review.yml'],
  ]);
  expect(parserFaults(...files, read(setup))).toEqual([]);
  const [first] = files;
  expect(parserFaults({ ...first!, text: first!.text.replace('runs-on', 'run-on') }).join()).toMatch(/run-on/);
  const wrong = { path: 'wrong.yml', text: first!.text.replace('steps.role.outputs.role', 'steps.rule.outputs.role') };
  // Loaded once: it takes a second.
  expect(actionlintFaults(...files, wrong)).toEqual([
    expect.stringMatching(/^wrong\.yml:.*property "rule" is not defined/),
  ]);
});

test('use third-party actions by a commit only, beside its version, and one commit of each', () => {
  const used = [...files, read(setup)].flatMap(({ text }) => [...text.matchAll(/uses: (?!\.\/)(\S+)(.*)/g)]);
  expect(used.length).toBeGreaterThan(10);
  for (const [, action, comment] of used) {
    expect(`${action}${comment}`).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  const commits = new Map(used.map(([, action]) => action!.split('@') as [string, string]));
  for (const [, action] of used) expect(action).toBe(`${action!.split('@')[0]}@${commits.get(action!.split('@')[0]!)}`);
});

test('every job has a timeout and only the permissions that it needs, and none has a secret', () => {
  for (const file of names) expect(workflow(file.replace('.yml', '')).permissions).toEqual({});
  for (const [name, job] of running) expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
  const wanted = new Set(allJobs.map(([, { permissions }]) => JSON.stringify(permissions)));
  expect([...wanted].sort()).toEqual([
    '{"contents":"read","id-token":"write","issues":"write"}',
    '{"contents":"read","id-token":"write","pull-requests":"write"}',
    '{"contents":"read","id-token":"write"}',
    '{"contents":"read","pull-requests":"write"}',
    '{"contents":"read","security-events":"write"}',
    '{"contents":"read"}',
  ]);
  for (const { text } of [...files, read(setup)]) expect(text).not.toMatch(/secrets\b|AKIA|\d{12}(?![0-9a-f])/);
  const checkouts = running.flatMap(([, { steps = [] }]) => steps.filter(({ uses }) => uses?.includes('checkout')));
  expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
});

test('every job is checkout, setup, and one command of the tools; a role is requested before, and a run is ended after', () => {
  for (const [name, { steps = [] }] of running) {
    const runs = steps.flatMap(({ run }) => run ?? []);
    expect([name, steps[1]?.uses]).toEqual([name, './.github/actions/setup']);
    const others = runs.filter((run) => !/ci -- (review-)?role|--end|--recover/.test(run));
    expect(others).toEqual([
      expect.stringMatching(
        /^npm run (ci -- \w+|rehearse -- testing|deploy -- "\$ENVIRONMENT" --app "\$APP" --run)( |$)/,
      ),
    ]);
    // External values are variables of the shell, and no part of the script.
    for (const run of runs) expect(run).not.toContain('${{');
  }
});

test('of a pull request only the jobs that plan request a token of AWS, none of a fork’s does, and writes without permission are left out', () => {
  expect(Object.keys(workflow('pull-request').on)).toEqual(['pull_request']);
  const own = 'github.event.pull_request.head.repo.full_name == github.repository';
  for (const [id, job] of jobsOf('pull-request')) {
    expect([id, job.environment]).toEqual([id, undefined]);
    const plans = job.uses === './.github/workflows/plan.yml';
    expect([id, job.permissions['id-token'], plans && job.if]).toEqual([id, plans ? 'write' : undefined, plans && own]);
  }
  const upload = workflow('pull-request').jobs['policy']!.steps!.at(-1)!;
  expect(upload.uses).toContain('upload-sarif');
  expect(upload.if).toContain(own);
});

test('a change is planned for each account, and the plans are combined whatever their results are', () => {
  const { jobs } = workflow('pull-request');
  const plans = Object.entries(jobs).filter(([, { uses }]) => uses?.endsWith('/plan.yml'));
  expect(plans.map(([, job]) => job.with)).toEqual([
    { account: 'nonproduction', environment: '' },
    { account: 'production', environment: '' },
  ]);
  // After the note about the review before, which would otherwise be above the new one.
  expect(jobs['review']!.needs).toEqual(['outdated', ...plans.map(([id]) => id), 'rehearsal']);
  for (const name of ['pull-request', 'review']) {
    const runs = (failure: boolean) => isMet(workflow(name).jobs['review']!.if, {}, { success: !failure, failure });
    expect([name, runs(false), runs(true)]).toEqual([name, true, true]);
  }
  // The part that could be planned is passed on even after a failure, and so is a rehearsal that has failed.
  for (const job of [workflow('plan').jobs['plan']!, jobs['rehearsal']!])
    expect(isMet(job.steps!.at(-1)!.if, {}, { success: false, failure: true })).toBe(true);
});

test('after every deploy, well or not, the reviews of open pull requests are compared with the states of each account, one after the other', () => {
  const { on, jobs } = workflow('outdated');
  expect(on).toEqual({ workflow_run: { workflows: [workflow('deploy').name], types: ['completed'] } });
  expect(Object.values(jobs).map((job) => [job.with, job.needs])).toEqual([
    [{ account: 'nonproduction' }, undefined],
    [{ account: 'production' }, 'nonproduction'],
  ]);
  expect(isMet(jobs['production']!.if, {}, { success: false, failure: true })).toBe(true);
});

test('every account is compared with AWS each night, by one run at a time', () => {
  const { on, jobs, concurrency } = workflow('drift');
  expect(on).toMatchObject({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) as string }] });
  expect(Object.values(jobs).map((job) => job.with)).toEqual([{ account: 'nonproduction' }, { account: 'production' }]);
  expect(concurrency).toEqual({ group: 'drift', 'cancel-in-progress': false });
});

test('a person can have a long-lived environment planned again, with the role of its account', () => {
  const { on, jobs } = workflow('review');
  const { inputs } = (on as { workflow_dispatch: { inputs: Record<string, { options: string[] }> } }).workflow_dispatch;
  expect([...inputs['environment']!.options].sort()).toEqual(longLivedEnvironments.map(({ name }) => name).sort());
  const { account } = jobs['plan']!.with as { readonly account: string };
  for (const { name, account: of } of longLivedEnvironments)
    expect([name, filled(account, { inputs: { environment: name } })]).toEqual([name, of.name]);
});

test('every deploy of an app is bound to its review', () => {
  const deploys = running.flatMap(([, { steps = [] }]) =>
    steps.filter(({ run }) => /^npm run deploy(?!.*--(end|recover))/.test(run ?? '')),
  );
  expect(deploys.map(({ run }) => run)).toEqual([
    'npm run deploy -- "$ENVIRONMENT" --app "$APP" --run "$GITHUB_RUN_ID" --reviewed',
  ]);
});

test('a merged change goes through the long-lived environments, one after the other, and no deploy is cancelled', () => {
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
    // The job that selects the apps has failed, without an output.
    expect(runs('', true)).toBe(false);
  }
});

test('a failed deploy is recovered with a new session, and only a failed one is', () => {
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
    for (const looks of [
      workflow('plan').jobs['plan']!,
      workflow('outdated-account').jobs['compare']!,
      workflow('drift-account').jobs['compare']!,
    ])
      expect(looks.environment!.replace('${{ inputs.account }}', name)).toBe(gitHubReviewEnvironment(name));
  }
  // The reviewers are a rule of the environment on GitHub: a job that only reads has none, and a deploy to production has.
  expect(purposes.map((purpose) => needsReview('production', purpose))).toEqual([false, true]);
  expect(ciRoleArn(accounts.production, 'data', 'deploy')).toContain('role/ci/data-deploy');
});
