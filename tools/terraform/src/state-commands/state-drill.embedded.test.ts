import { rmSync } from 'node:fs';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { planEnvironment } from '../preview/plan-environment';
import { NotesReporter } from '../progress/reporter';
import { takeLock } from '../state/own-lock';
import { localAws } from '../testing/local-aws';
import { made, SmallRepository, smallRepositoryBucket } from '../testing/small-repository';
import { restore } from './restore';
import { stateVersions, type StateVersion } from './versions';

process.env['EMBEDDED_AWS_PORT'] = '4691';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const repository = new SmallRepository();
const { root } = repository;
const testing = environment('testing');
const state = { bucket: smallRepositoryBucket, key: 'testing/network.tfstate', region: 'eu-west-1' };
const object = { Bucket: state.bucket, Key: state.key };
let session: Session;
let good: StateVersion;

const app = (input: string) =>
  repository.app('network', { resource: { terraform_data: { main: made('network/main', { input }) } } });

async function deployed(): Promise<string> {
  const reporter = async () => new NotesReporter(() => undefined);
  const { apps } = await deployEnvironment(testing.ref, { root, variables, reporter, refresh: true });
  return apps.map(({ error, text }) => error ?? text).join('\n');
}

/** The result of a plan: the changes, or the reason of the refusal. */
async function planned(): Promise<string> {
  const [plan] = await planEnvironment(testing.ref, { root, variables });
  const { result } = plan!.planned;
  if (result.kind === 'failed') return result.error;
  const { add = 0, change = 0, destroy = 0 } = plan!.details?.counts ?? {};
  return result.kind === 'unchanged' ? 'unchanged' : `${add} added, ${change} changed, ${destroy} destroyed`;
}

const versions = () => stateVersions(session.s3, state, 50);
const current = async () =>
  (await (await session.s3.send(new GetObjectCommand(object))).Body?.transformToString()) ?? '';
const put = (text: string) => session.s3.send(new PutObjectCommand({ ...object, Body: text }));

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  localAws('start', variables);
  session = await openSession(chosenTarget(variables), testing);
  for (const input of ['1', '2']) {
    app(input);
    repository.commit();
    expect(await deployed()).toBe('1 change applied');
  }
  good = (await versions())[0]!;
});
afterAll(() => {
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

test('the history lists each version with its serial, and the commit and outcome of the run that wrote it', async () => {
  const all = await versions();
  expect(all.map(({ content }) => (content as { serial: number }).serial)).toEqual([2, 1]);
  expect(all.map(({ isCurrent, record }) => [isCurrent, record?.outcome, record?.commit?.clean])).toEqual([
    [true, 'deployed', true],
    [false, 'deployed', true],
  ]);
  expect(new Set(all.map(({ record }) => record?.commit?.id)).size).toBe(2);
});

const accidents: [string, () => Promise<unknown>, string][] = [
  ['is deleted', () => session.s3.send(new DeleteObjectCommand(object)), 'does not exist'],
  ['is truncated', async () => put((await current()).slice(0, -20)), 'it is no JSON'],
  [
    'is overwritten by an older serial',
    async () => put(JSON.stringify({ ...(JSON.parse(await current()) as object), serial: 1 })),
    'is older: it has serial 1',
  ],
  [
    'is overwritten by one of another lineage',
    async () => put(JSON.stringify({ ...(JSON.parse(await current()) as object), lineage: 'other', serial: 99 })),
    'has another lineage, other',
  ],
];

test.each(accidents)(
  'a state that %s is detected before anything is planned, and is restored with an empty plan',
  async (_name, accident, why) => {
    await accident();
    expect(await planned()).toContain(why);
    expect(await deployed()).toContain(why);
    const before = await versions();
    const shown: string[] = [];
    const said = await restore('apps/network', testing, good.id, {
      root,
      variables,
      yes: true,
      onPlan: (text) => shown.push(text),
    });
    expect(said).toMatch(/^Restored: testing\/network\.tfstate is version \S+ again, as serial \d+\./);
    // Against the copy, before anything was written.
    expect(shown.join()).toContain('No changes.');
    expect(await planned()).toMatch(/^(unchanged|0 added, 0 changed, 0 destroyed)$/);
    // The previous state stays as an older version.
    expect((await versions()).length).toBe(before.length + 1);
    expect(await deployed()).toBe('no changes');
    good = (await versions())[0]!;
  },
);

test('a bucket without versioning is detected before anything is planned', async () => {
  const versioning = (Status: 'Suspended' | 'Enabled') =>
    session.s3.send(new PutBucketVersioningCommand({ Bucket: state.bucket, VersioningConfiguration: { Status } }));
  await versioning('Suspended');
  app('3');
  expect(await planned()).toContain('keeps no versions of its states (versioning is Suspended)');
  await versioning('Enabled');
  expect(await planned()).toBe('0 added, 1 changed, 0 destroyed');
  app('2');
});

test('nothing is restored while the state is locked, of another lineage, from a version that is no state, or without a yes', async () => {
  const before = (await versions()).length;
  const attempt = (version: string, yes = true) => restore('apps/network', testing, version, { root, variables, yes });
  const lock = await takeLock(session, state, 'apply', '1.11.4');
  await expect(attempt(good.id)).rejects.toThrow(/network\.tfstate is locked by .*Nothing was restored: wait for it/);
  await lock.release();
  const all = await versions();
  const one = (is: (content: StateVersion['content']) => boolean) => all.find(({ content }) => is(content))!.id;
  await expect(attempt(one((content) => content === 'deleted'))).rejects.toThrow(
    'is its deletion: choose one with a serial.',
  );
  await expect(attempt(one((content) => content !== 'deleted' && 'broken' in content))).rejects.toThrow(
    'is no state: choose one',
  );
  await expect(
    attempt(one((content) => content !== 'deleted' && 'lineage' in content && content.lineage === 'other')),
  ).rejects.toThrow(
    /has the lineage other, but the state of the last run has .*\. The version belongs to other resources\. Nothing was restored\./,
  );
  await expect(attempt(good.id, false)).rejects.toThrow('was not restored. Without a terminal, add --yes.');
  expect((await versions()).length).toBe(before);
});

test('a restore changes nothing if its plan fails, or the state is written meanwhile', async () => {
  let writing: Promise<unknown> | undefined;
  const text = await current();
  const meanwhile = restore('apps/network', testing, good.id, {
    ...{ root, variables, yes: true },
    onPlan: () => {
      writing = put(text.replace(/"serial": ?\d+/, '"serial": 500'));
    },
  });
  await expect(meanwhile.finally(() => writing)).rejects.toThrow(/was written by another run meanwhile/);
  app('${local.missing}');
  const shown: string[] = [];
  const said = await restore('apps/network', testing, good.id, {
    ...{ root, variables, yes: true },
    onPlan: (text) => shown.push(text),
  }).catch((error: Error) => error.message);
  expect(shown).toEqual([]);
  expect(said).toMatch(
    /^Against the restored state, network cannot be planned\. Nothing was restored\.\n.*local value/s,
  );
});
