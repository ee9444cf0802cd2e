import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { runWorkflow, type EndedJob, type GitHub } from '@malinshopper/ci/testing';
import { rolesOf, type Environment } from '@malinshopper/environments';
import { readRecordOf, unlock, workFolder } from '@malinshopper/terraform';
import { FlawedWay, type Call, type Flaw } from '@malinshopper/terraform/testing';
import type { Clients } from './clients';
import type { Pushed } from './testing/pushed';

interface Given {
  readonly clients: Clients;
  readonly pushed: Pushed;
  gitHub(more?: Partial<GitHub>): GitHub;
}

/** Calls of the job: those that change `delivery` (IAM and CodeDeploy API references), and the one that writes its state. */
const calls = {
  role: ({ body }: Call) => /Action=UpdateRole(Description)?&/.test(body),
  group: ({ body }: Call) => body.includes('"currentDeploymentGroupName"'),
  state: ({ method, path }: Call) => method === 'PUT' && /\/delivery\.tfstate(\?|$)/.test(path),
} as const;
type Kind = keyof typeof calls;

/**
 * The test of jobs of `delivery` that fail in the midst of the apply, one after the other, in an environment that is up: each goes on with
 * what the one before has left.
 * @param ports the one of the embedded AWS, and a free one for the way to it that is flawed
 * @param given asked for when the test runs, because there is nothing before
 */
export function failingHalfWay(environment: Environment, ports: readonly [number, number], given: () => Given): void {
  const way = new FlawedWay(ports[0]);
  beforeAll(() => way.open(ports[1]));
  afterAll(() => way.close());

  const state = { bucket: `malinshopper-terraform-state-${environment.account.id}`, key: 'testing/delivery.tfstate' };
  const arrived = { role: 0, group: 0, state: 0 };
  /** Runs the job on that way, which is flawed from such a call on. */
  const job = async (flawed?: { flaw: Flaw; from: Kind }, more: Partial<GitHub> = {}, last = '') => {
    way.onCall = (call) => {
      const kind = (Object.keys(calls) as Kind[]).find((one) => calls[one](call));
      if (flawed && kind === flawed.from) way.flaw = flawed.flaw;
      if (kind && way.flaw === 'none') arrived[kind] += 1;
    };
    const { gitHub } = given();
    const of = gitHub({ ...more, env: { ...gitHub().env, EMBEDDED_AWS_PORT: String(ports[1]) } });
    const inputs = { environment: environment.name, account: 'nonproduction', app: 'delivery', team: 'delivery', last };
    const [ended] = (await runWorkflow(of, '.github/workflows/deploy-app.yml', { inputs })) as [EndedJob];
    way.flaw = 'none';
    return ended;
  };
  const record = () => readRecordOf(given().clients.s3, state);
  /** An object of the bucket of the states, undefined if there is none. */
  const stored = async (Key: string) => {
    try {
      const { Body } = await given().clients.s3.send(new GetObjectCommand({ Bucket: state.bucket, Key }));
      return JSON.parse(await Body!.transformToString()) as { readonly seconds?: number };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };
  /** As its team does it: on a machine that is new, no job can know whether the lock of another machine has an owner. */
  const unlocked = () =>
    unlock('apps/delivery', environment, {
      yes: true,
      variables: { ...process.env, EMBEDDED_AWS_ROLE: 'ci/delivery-deploy' },
    });

  it('is followed by jobs that do what is left, and nothing twice', async () => {
    const { pushed, gitHub } = given();
    pushed.change('apps/delivery/src/delivery-stack.ts', 'description: `', 'description: `Anew, ');
    pushed.change('apps/delivery/src/deployment-group.ts', "triggerName: 'failures'", "triggerName: 'failed'");

    // The credentials expire when the role is changed, and no deployment group yet.
    const expired = await job({ flaw: 'expired', from: 'group' });
    expect([expired.result, expired.log]).toEqual(['failure', expect.stringContaining('ExpiredToken')]);
    expect(arrived).toEqual({ role: 1, group: 0, state: 0 });
    await expect(record()).resolves.toMatchObject({ outcome: 'running' });
    await expect(unlocked()).resolves.toMatch(/^Released: testing\/delivery\.tfstate is locked by/);

    // The way to AWS is cut off when the groups are changed too, and the state is not written.
    await expect(job({ flaw: 'cut', from: 'state' })).resolves.toMatchObject({ result: 'failure' });
    const groups = rolesOf(environment).length;
    expect(arrived).toEqual({ role: 1, group: groups, state: 0 });
    await expect(unlocked()).resolves.toMatch(/^Released: testing\/delivery\.tfstate is locked by/);

    // The process group of the job is killed in the midst of the next change. Terraform comes to its end (ADR 4).
    const commit = pushed.change('apps/delivery/src/delivery-stack.ts', '`Anew, ', '`Once more, ');
    const onSaid: GitHub['onSaid'] = (said, kill) => /updated aws_iam_role\./.test(said) && kill();
    await expect(job(undefined, { onSaid })).resolves.toMatchObject({ result: 'failure' });
    await expect(record()).resolves.toMatchObject({ outcome: 'running', commit: { id: commit } });
    const { run } = workFolder(`embedded-${ports[1]}`, state.key, join(gitHub().machine, 'workspace'));
    while (!readFileSync(run, 'utf8').includes('"exitCode"')) await delay(100);

    const last = await job(undefined, {}, 'true');
    expect(last.result === 'success' ? '' : last.log.slice(-3_000)).toBe('');
    expect(last.log).toMatch(/delivery.* done: no changes/);
    expect(arrived).toMatchObject({ role: 2, group: groups });
    await expect(record()).resolves.toMatchObject({ outcome: 'deployed', commit: { id: commit, clean: true } });
    await expect(stored(`${state.key}.tflock`)).resolves.toBeUndefined();
    await expect(stored(`leases/${environment.name}.json`)).resolves.toMatchObject({ seconds: 0 });
  });
}
