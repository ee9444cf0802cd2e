import { runWorkflow } from '@malinshopper/ci/testing';
import {
  appNames,
  environment,
  repository,
  rolesOf,
  type AccountName,
  type Environment,
} from '@malinshopper/environments';
import type { DeploymentRecord } from '@malinshopper/terraform';
import type { DeliveryWay, Injected, Injection } from './testing/delivery-way';
import { failures } from './testing/ended-jobs';
import { RunOfDeploy, type Given } from './testing/run-of-deploy';
import { withoutRight } from './testing/without-right';

/** The apps that the change does not touch. */
const otherApps = appNames.filter((name) => name !== 'delivery');
const way = ['testing', 'staging', 'production'].map(environment);
const [testing, staging, production] = way as [Environment, Environment, Environment];

/**
 * The tests of one change of `delivery` from a pull request through all environments, in one run of `deploy.yml`, the
 * failed jobs of which are run again after each failure. The environments are deployed.
 * @param ways of the jobs to the embedded AWS of each account
 */
export function wayToProduction(ways: Readonly<Record<AccountName, DeliveryWay>>, given: () => Given): void {
  const run = new RunOfDeploy(ways, given);
  const job = (of: Environment) => `${of.name} / delivery / deploy`;
  const changes = (of: Environment) => ways[of.account.name].changes(of.name);
  const deployed = (of: Environment) => ({
    outcome: 'deployed',
    commit: { id: commit, clean: true },
    who: expect.stringMatching(
      new RegExp(`^arn:aws:sts::${of.account.id}:assumed-role/delivery-deploy/github-1-\\d+$`),
    ),
  });
  /** Runs some work while the role of the team has no permission to change the role that the app makes. */
  const withoutItsRight = <T>(of: Environment, work: () => Promise<T>) =>
    withoutRight(given().clients[of.account.name].iam, 'delivery-deploy', /"iam:UpdateRole(Description)?"/g, work);
  const notAuthorized =
    /delivery-deploy\/github-1-\d+ is not authorized to perform: iam:UpdateRole\w* because no identity-based policy allows/;

  let [base, commit] = ['', ''];
  let before: { others: Readonly<Record<string, string>>; records: readonly (DeploymentRecord | undefined)[] };
  beforeAll(async () => {
    const { pushed } = given();
    base = pushed.head();
    pushed.change('apps/delivery/src/delivery-stack.ts', '`CodeDeploy in', '`CodeDeploy deploys in');
    commit = pushed.change('apps/delivery/src/deployment-group.ts', "triggerName: 'failures'", "triggerName: 'failed'");
    before = { others: await run.ofOthers(way), records: await Promise.all(way.map((of) => run.record(of))) };
  });

  /** The number of reviews of each environment’s delivery in the bucket of its account. */
  const reviewsOf = async (of: Environment) =>
    Object.keys(await run.objects(of)).filter((key) => key.startsWith(`reviews/${of.name}/delivery/`)).length;

  it('is shown by its pull request: delivery of every environment, and no other app', async () => {
    const head = { repo: { full_name: repository } };
    const event = {
      name: 'pull_request',
      payload: { pull_request: { number: 7, base: { sha: base }, head } },
    } as const;
    const checked = await runWorkflow(given().gitHub({ event }), '.github/workflows/pull-request.yml', {
      jobs: ['affected', 'plan-nonproduction', 'plan-production', 'review'],
    });
    expect(failures(checked)).toEqual([]);
    expect(checked[0]?.log).toMatch(/delivery +│ changed/);
    for (const app of otherApps) expect(checked[0]?.log).toMatch(new RegExp(`${app} +│ unchanged`));
    expect(checked.flatMap(({ environment: named }) => named ?? [])).toEqual([
      ...['nonproduction-review', 'production-review'],
    ]);
    const [comment, ...others] = given().on.comments[7]!;
    expect(others).toEqual([]);
    expect(comment!.body).toMatch(/^# Nothing is destroyed or replaced: \d+ changed/);
    for (const of of way) {
      expect(comment!.body).toContain(`${of.name}/delivery: ${1 + rolesOf(of).length} to change`);
      await expect(reviewsOf(of)).resolves.toBe(1);
    }
  });

  it('stops in testing if the role of its team lacks a permission, and no other environment is begun', async () => {
    const ran = await withoutItsRight(testing, () => run.attempt());
    expect(ran).toEqual({ 'testing / affected': 'success', [job(testing)]: 'failure' });
    expect(failures(run.jobs).join()).toMatch(notAuthorized);
    expect(run.jobs.filter(({ result }) => result === 'skipped').map(({ name }) => name)).toEqual([
      ...otherApps.map((app) => `testing / ${app}`),
      ...['staging', 'production'],
    ]);
    await expect(run.record(testing)).resolves.toMatchObject({ outcome: 'failed' });
  });

  it('continues through testing with the permission, and stops in staging if AWS refuses a change', async () => {
    await expect(run.attempt({ environment: 'staging', what: 'refused', from: 'role' })).resolves.toEqual({
      ...{ [job(testing)]: 'success', 'staging / affected': 'success', [job(staging)]: 'failure' },
    });
    expect(failures(run.jobs).join()).toMatch(/AccessDenied: Refused on the way/);
    await expect(run.record(testing)).resolves.toMatchObject(deployed(testing));
    await expect(run.record(staging)).resolves.toMatchObject({ outcome: 'failed' });
    expect(changes(staging)).toEqual({});
  });

  /**
   * One after the other: each job continues from the state of the previous one, on a new machine. A job with a new
   * session repairs its own remains; if one cannot, the lock stays.
   */
  const stopsInTheMidstOf = (of: Environment, ways: readonly Injected[]) => {
    const groups = rolesOf(of).length;
    // The changes made until then: the role, one group, all groups.
    const all: readonly [string, Injected, Injection['from'], number, string][] = [
      ['its session expires', 'expired', 'group', 1, 'nothing'],
      ['its machine is gone', 'gone', 'group', 2, 'its lock'],
      ['connections to AWS are refused', 'unreachable', 'lock', 1 + groups, 'its lock'],
    ];
    const chosen = all.filter(([, what]) => ways.includes(what));
    it.each(chosen)(`stops in ${of.name} when, in the midst of the apply, %s`, async (_, what, from, arrived, left) => {
      await expect(run.attempt({ environment: of.name, what, from })).resolves.toEqual({ [job(of)]: 'failure' });
      expect(Object.values(changes(of))).toEqual(Array<number>(arrived).fill(1));
      await expect(run.record(of)).resolves.toMatchObject({ outcome: 'running', commit: { id: commit } });
      if (left === 'nothing')
        expect(failures(run.jobs).join()).toMatch(/delivery of \w+: its lock is released, its state is written\./);
      else await expect(run.unlocked(of)).resolves.toMatch(`Released: ${of.name}/delivery.tfstate is locked by`);
      expect((await run.taken(of)).filter((key) => key.endsWith('.tflock'))).toEqual([]);
    });
  };

  stopsInTheMidstOf(staging, ['expired', 'gone', 'unreachable']);

  it('continues through staging with the rest, and stops in production if the role lacks the permission', async () => {
    const ran = await withoutItsRight(production, () => run.attempt());
    expect(ran).toEqual({
      ...{ [job(staging)]: 'success', 'production / affected': 'success', [job(production)]: 'failure' },
    });
    expect(failures(run.jobs).join()).toMatch(notAuthorized);
    await expect(run.record(staging)).resolves.toMatchObject(deployed(staging));
    await expect(run.record(production)).resolves.toMatchObject({ outcome: 'failed' });
    expect(changes(production)).toEqual({});
  });

  // The other failures are the same there: each of them is another minute of the tests.
  stopsInTheMidstOf(production, ['gone']);

  it('ends in production, each job with the role of its team for the account', async () => {
    await expect(run.attempt()).resolves.toEqual({ [job(production)]: 'success' });
    expect(failures(run.jobs)).toEqual([]);
    expect([...new Set(run.jobs.flatMap((one) => one.environment ?? []))]).toEqual([
      ...['nonproduction-platform-plan', 'nonproduction-delivery-deploy'],
      ...['production-platform-plan', 'production-delivery-deploy'],
    ]);
    await expect(run.record(production)).resolves.toMatchObject(deployed(production));
  });

  it('has changed everything once, deployed no other app, lost no state, and left no lock and no lease', async () => {
    for (const [index, of] of way.entries()) {
      const once = Object.fromEntries(['role', ...rolesOf(of)].map((name) => [name, 1]));
      expect([of.name, changes(of)]).toEqual([of.name, once]);
      const [then, now] = [before.records[index]?.state, (await run.record(of))?.state];
      const objects = await run.objects(of);
      expect(now).toMatchObject({ lineage: then!.lineage, etag: objects[`${of.name}/delivery.tfstate`] });
      expect(now!.serial).toBeGreaterThanOrEqual(then!.serial);
      await expect(run.taken(of)).resolves.toEqual([]);
    }
    await expect(run.ofOthers(way)).resolves.toEqual(before.others);
  });

  it('is not the state on which another pull request was planned: its review names the states written since', async () => {
    const { on, gitHub } = given();
    on.pulls.push({ number: 7, head: { repo: { full_name: repository } } });
    const event = { name: 'workflow_run', payload: {} } as const;
    const compared = await runWorkflow(gitHub({ run: '2', event }), '.github/workflows/outdated.yml', {
      jobs: ['nonproduction'],
    });
    expect(failures(compared)).toEqual([]);
    const [banner] = on.comments[7]![0]!.body.split('\n\n');
    expect([...banner!.matchAll(/`(.+)` has been written since/g)].map(([, place]) => place)).toEqual([
      ...['staging/delivery', 'testing/delivery'],
    ]);
  });

  it('is found deployed everywhere by the next run, which starts no job of an app', async () => {
    const next = await runWorkflow(given().gitHub({ run: '2' }), '.github/workflows/deploy.yml');
    expect(failures(next)).toEqual([]);
    const ran = next.filter(({ result }) => result === 'success').map(({ name }) => name);
    expect(ran).toEqual(way.map(({ name }) => `${name} / affected`));
  });
}
