import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { leaseStore } from '../lease/lease-store';
import type { TerraformEvent } from '../progress/events';
import type { Reporter } from '../progress/reporter';
import type { Phase } from '../progress/app-progress';
import { readRecordOf } from '../record/deployment-record';
import { readLock } from '../state/lock';
import { openSession, type Session } from '../aws-target/session';
import type { Target } from '../aws-target/target';
import { FlawedWay, type Flaw } from '../testing/flawed-way';
import { localAws } from '../testing/local-aws';
import { made, SmallRepository, smallRepositoryBucket as bucket, type SmallApp } from '../testing/small-repository';
import { Watching } from '../testing/watching';
import { workFolder } from '../work/folder';
import { endThrough } from './end';
import { recover } from './recover';
import { report } from './report';
import { inProcess } from './testing/in-process';
import { app, held, letGo, slow, written } from './testing/small-apps';
import { deployThrough, type ThroughOptions, type Way } from './through';

// An embedded AWS of its own, and a proxy that can be faulty.
process.env['EMBEDDED_AWS_PORT'] = '4680';
const wayPort = 4681;
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const testing = environment('testing');
const repository = new SmallRepository();
const { root } = repository;
const way = new FlawedWay(4680);
const target: Target = {
  kind: 'embedded',
  endpoint: `http://127.0.0.1:${wayPort}`,
  assume: (id) => assumeEmbeddedAccount(id),
};
const here = { root, variables };
let session: Session;

const state = (name: string, owner = 'testing') => ({ bucket, key: `${owner}/${name}.tfstate`, region: 'eu-west-1' });
const record = (name: string, owner?: string) => readRecordOf(session.s3, state(name, owner));
const lease = () => leaseStore(session.s3, { bucket, owner: 'testing' }).read();

const deployed = (
  names: readonly string[],
  on: Partial<Pick<Reporter, 'phase' | 'event'>> = {},
  job: Pick<ThroughOptions, 'apps' | 'run'> = {},
) => deployThrough(names, { root, target, variables, reporter: async () => new Watching(on), ...job });
/** The outcomes of the apps by environment, in the order of their contracts. */
const outcomes = ({ passages }: Way) =>
  passages.map(({ environment: { name }, result, refused }) => {
    const of = (wanted: string) => result?.apps.find((one) => one.app === wanted);
    const text = (one: ReturnType<typeof of>) => (one?.text.startsWith('unchanged') ? 'unchanged' : one?.outcome);
    return [name, refused ?? (result ? ['data', 'web'].map((each) => text(of(each))) : 'not begun')];
  });

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  localAws('start', variables);
  await way.open(wayPort);
  session = await openSession(target, testing);
  repository.app('data', app('data', '1', [], slow('1')));
  repository.app('web', app('web', '1', ['data']));
  repository.commit();
});

afterAll(async () => {
  await way.close();
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

/** The values that `data` has written, and their number. */
const writtenBy = (owner = 'testing') => written(root, 'data', owner);
const change = (value: string, more: SmallApp['resource'] = slow(value)) => {
  repository.app('data', app('data', value, [], more));
  return repository.commit();
};
/** As if the process that holds the lease, which is this one, had ended: when AWS was out of reach, it could not release it. */
async function endedByDeath(): Promise<void> {
  const { lease: taken, etag } = (await lease())!;
  if (taken.seconds === 0) return;
  const process_ = { pid: process.pid, started: 'an earlier start' };
  await leaseStore(session.s3, { bucket, owner: 'testing' }).write({ ...taken, process: process_ }, etag);
}
const isMade = (name: string, event: TerraformEvent) =>
  name === 'data' && event.kind === 'completed' && event.action === 'create' && event.address === 'terraform_data.main';

test('the jobs of a run deploy one app each, after the apps that it reads, and no other run deploys between them', async () => {
  const commit = repository.git('rev-parse', 'HEAD');
  const job = (name: string, run = '4711') => deployed(['testing'], {}, { apps: [name], run });
  const [early] = outcomes(await job('web'));
  expect(early).toEqual([
    'testing',
    expect.stringMatching(/^web of testing reads apps that are not deployed .*: data \(/),
  ]);
  expect(outcomes(await job('data'))).toEqual([['testing', ['done', undefined]]]);
  const [other] = outcomes(await job('web', '4712'));
  expect(other).toEqual(['testing', expect.stringMatching(/^testing is taken: .*\(run 4711\)/)]);
  const left = await endThrough('testing', '4712', { root, target, variables });
  expect([...left]).toEqual([['web', 'there is no record of a deploy']]);
  expect(outcomes(await job('web'))).toEqual([['testing', [undefined, 'done']]]);
  await expect(record('web')).resolves.toMatchObject({ outcome: 'deployed', commit: { id: commit, clean: true } });
  await expect(lease()).resolves.toMatchObject({ lease: { run: '4711', seconds: 900, commit: { id: commit } } });
  await expect(endThrough('testing', '4711', { root, target, variables })).resolves.toEqual(new Map());
  await expect(lease()).resolves.toMatchObject({ lease: { run: '4711', seconds: 0 } });
});

describe('a run that fails half-way is followed by one that does the rest, and nothing twice', () => {
  const left = async () => ({
    lock: await readLock(session, state('data')),
    stranded: existsSync(join(workFolder(`embedded-${wayPort}`, 'testing/data.tfstate', root).path, 'errored.tfstate')),
    lease: (await lease())?.lease.seconds,
  });
  const nothing = { lock: undefined, stranded: false, lease: 0 };

  test('when AWS refuses a request: the next environment is not begun, and the next run completes both', async () => {
    const bad = { aws_ssm_parameter: { bad: made('data/bad', { name: '/aws/refused', type: 'String', value: 'x' }) } };
    change('2', { ...slow('2'), ...bad });
    const stopped = await deployed(['testing', 'staging']);
    expect(outcomes(stopped)).toEqual([
      ['testing', ['failed', 'skipped']],
      ['staging', 'not begun'],
    ]);
    expect(report(stopped)).toMatch(
      /has stopped in testing\. Deployed apps stay; this command deploys the rest: `.*npm run deploy -- testing staging`\.$/,
    );
    await expect(record('data')).resolves.toMatchObject({ outcome: 'failed' });
    await expect(left()).resolves.toEqual(nothing);
    change('2');
    const phases: string[] = [];
    const onPhase = (name: string, phase: Phase) => void phases.push(`${name} ${phase}`);
    expect(outcomes(await deployed(['testing', 'staging'], { phase: onPhase }))).toEqual([
      ['testing', ['done', 'unchanged']],
      ['staging', ['done', 'done']],
    ]);
    // All of `data` except the refused resource existed already in testing.
    expect(phases.filter((one) => /apply|verify/.test(one))).toEqual([
      'data verify',
      ...['data', 'web'].flatMap((name) => [`${name} apply`, `${name} verify`]),
    ]);
    expect(writtenBy()).toEqual({ value: '2', times: 2 });
    expect(writtenBy('staging')).toEqual({ value: '2', times: 1 });
  });

  test.each<[Flaw, string]>([
    ['expired', '3'],
    ['cut', '4'],
  ])('when in the middle of an apply the connection to AWS is %s', async (flaw, value) => {
    change(value);
    const before = writtenBy().times;
    const stopped = await deployed(['testing'], {
      event: (name, event) => {
        if (isMade(name, event)) way.flaw = flaw;
      },
    });
    way.flaw = 'none';
    await endedByDeath();
    expect(outcomes(stopped)).toEqual([['testing', ['failed', 'skipped']]]);
    // The record contains the machine as Terraform does in its lock.
    const { machine } = (await record('data'))!;
    await expect(left()).resolves.toMatchObject({ lock: { who: machine }, stranded: true });
    // As the job does it before its machine is deleted: with a new session.
    const recovered = () => recover('testing', 'data', { root, target, variables });
    await expect(recovered()).resolves.toBe(
      'data of testing: its lock is released, its state is written. The next deploy does the rest.',
    );
    await expect(left()).resolves.toEqual(nothing);
    await expect(recovered()).resolves.toBe('data of testing: nothing to recover.');
    rmSync(workFolder(`embedded-${wayPort}`, 'testing/data.tfstate', root).path, { recursive: true });
    expect(outcomes(await deployed(['testing']))).toEqual([['testing', ['done', 'unchanged']]]);
    expect(writtenBy()).toEqual({ value, times: before + 1 });
    await expect(left()).resolves.toEqual(nothing);
  });

  test('when it is killed with its process group', async () => {
    change('5');
    const before = writtenBy().times;
    const killed = inProcess(here, 'testing');
    await killed.says(/^data .* created terraform_data\.main/m);
    killed.kill();
    expect((await killed.ended).code).toBeNull();
    await expect(record('data')).resolves.toMatchObject({ outcome: 'running' });
    await expect(lease()).resolves.toMatchObject({ lease: { seconds: 120 } });
    const next = await inProcess(here, 'testing').ended;
    expect([next.code, next.said]).toEqual([0, expect.stringMatching(/ is deployed to testing\.\s*$/)]);
    expect(writtenBy()).toEqual({ value: '5', times: before + 1 });
    await expect(left()).resolves.toEqual(nothing);
  });
});

test('a deploy that has lost its lease applies nothing, and reports its present holder', async () => {
  change('6');
  const before = writtenBy();
  const store = leaseStore(session.s3, { bucket, owner: 'testing' });
  let taken: Promise<unknown> | undefined;
  const stopped = await deployed(['testing'], {
    phase: (name, phase) => {
      if (name !== 'data' || phase !== 'plan') return;
      const take = async () => {
        const { lease: mine, etag } = (await store.read())!;
        await store.write({ ...mine, run: 'faster', seconds: 0 }, etag);
      };
      taken = take();
    },
  });
  await taken;
  expect(outcomes(stopped)).toEqual([['testing', ['failed', 'skipped']]]);
  expect(report(stopped)).toMatch(/The lease of testing is lost: .* \(run faster\)\. Nothing more is begun\./);
  expect(writtenBy()).toEqual(before);
});

test('of three deploys at once one runs, one is refused with its name, and one waits and finds nothing to do', async () => {
  const commit = change('7', held('7'));
  const before = writtenBy().times;
  const first = inProcess(here, 'testing');
  await first.says(/^data .* created terraform_data\.main/m);
  const [refused, waiting] = [inProcess(here, 'testing'), inProcess({ ...here, wait: 5 }, 'testing')];
  await Promise.all([refused.ended, waiting.says(/waiting for testing/)]);
  letGo(root);
  const ended = await Promise.all([first, refused, waiting].map((one) => one.ended));
  expect(ended.map(({ code }) => code)).toEqual([0, 1, 0]);
  const holder = `\\S+ deploys ${commit.slice(0, 7)} since .* UTC \\(run `;
  expect(ended[1]!.said).toMatch(new RegExp(`testing is taken: ${holder}`));
  expect(ended[2]!.said).toMatch(new RegExp(`waiting for testing: ${holder}`));
  expect(ended[2]!.said).toMatch(/data +│ unchanged since/);
  expect(writtenBy()).toEqual({ value: '7', times: before + 1 });
});
