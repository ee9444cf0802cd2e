import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stackJson, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { changedSince, type Decision } from './changed-since';
import { parseRecord, readRecordOf, recordKey, unchangedText, type DeploymentRecord } from './deployment-record';
import { outputDigests } from './digest';
import { digestsRead, outputsRead } from './outputs-read';
import { recorded } from './recorded';

const key = 'testing/data.tfstate';
const upstreamKey = 'testing/network.tfstate';
const place = { bucket: 'states', key };

/** A stack that reads one of the two outputs of network. */
const json = (text = '') => {
  const stack = JSON.parse(stackJson('data', 'testing', { network: upstreamKey })) as Record<string, unknown>;
  return JSON.stringify({
    ...stack,
    output: { x: { value: `\${data.terraform_remote_state.network.outputs.id}${text}` } },
  });
};

/** A bucket in which `data` depends on `network`, both deployed and recorded. */
async function deployed() {
  const objects = new Map([
    [upstreamKey, stateJson(['aws_vpc.main'], [], { id: { value: 'vpc-1' }, other: { value: 1 } })],
    [key, stateJson(['aws_db_instance.main'])],
  ]);
  const s3 = fakeS3(objects);
  const session = fakeSession(s3.client);
  const app = fakeApp(session, { json: json() });
  const lockFile = join(app.context.root, '.terraform.lock.hcl');
  writeFileSync(lockFile, 'lock 1');
  await recorded(app, 'deploy', async () => '2 changes applied');
  return { app, objects, session, sent: s3.sent, lockFile };
}
type Deployed = Awaited<ReturnType<typeof deployed>>;

const compare = ({ session, app }: Deployed, of = app.json): Promise<Decision> =>
  changedSince(session, { json: of, configuration: app.configuration }, app.context.root);
const change = (objects: Map<string, string>, of: string, changes: object) =>
  objects.set(of, JSON.stringify({ ...(JSON.parse(objects.get(of)!) as object), ...changes }));

describe('an app that was deployed', () => {
  test('is unchanged, by its record with its time and commit', async () => {
    const world = await deployed();
    const found = await compare(world);
    expect(found).toEqual({ state: 'unchanged', record: await readRecordOf(world.session.s3, place) });
    expect(found).toMatchObject({ record: { outcome: 'deployed', who: 'arn:aws:iam::444455556666:user/test' } });
  });

  test('is compared without a read of its state and that of its upstream', async () => {
    const world = await deployed();
    const upstream = fakeApp(world.session, { json: stackJson('network') });
    writeFileSync(join(upstream.context.root, '.terraform.lock.hcl'), 'lock 1');
    await recorded(upstream, 'deploy', async () => 'no changes');
    world.sent.length = 0;
    await compare(world);
    expect(world.sent.filter((call) => call.startsWith('GetObject'))).toEqual([
      'GetObject testing/data.record.json',
      'GetObject testing/network.record.json',
    ]);
  });

  test('is planned when it keeps replaced resources, and all their users are up to date', async () => {
    const world = await deployed();
    const upstream = fakeApp(world.session, { json: stackJson('network') });
    writeFileSync(join(upstream.context.root, '.terraform.lock.hcl'), 'lock 1');
    await recorded(upstream, 'deploy', async () => 'no changes');
    change(world.objects, recordKey(key), { keeps: ['aws_security_group.clients_outgoing_sg-1'] });
    expect(await compare(world)).toMatchObject({
      state: 'changed',
      because: expect.stringContaining('are not used any more'),
    });
    world.objects.set('testing/compute.tfstate', stateJson(['aws_instance.web']));
    expect(await compare(world)).toMatchObject({ state: 'unchanged' });
  });

  const reasons: [string, (world: Deployed) => void, Decision['state'], string][] = [
    ['there is no record', ({ objects }) => objects.delete(recordKey(key)), 'never', 'there is no record of a deploy'],
    [
      'its record has another format',
      ({ objects }) => change(objects, recordKey(key), { format: 2 }),
      'never',
      'there is no record',
    ],
    [
      'its record is no JSON',
      ({ objects }) => objects.set(recordKey(key), '{'),
      'never',
      'there is no record of a deploy',
    ],
    [
      'its last run was killed',
      ({ objects }) => change(objects, recordKey(key), { outcome: 'running' }),
      'failed',
      'its last run is recorded as running',
    ],
    [
      'its last run failed',
      ({ objects }) => change(objects, recordKey(key), { outcome: 'failed' }),
      'failed',
      'its last run is recorded as failed',
    ],
    [
      'the lock file is another',
      ({ lockFile }) => writeFileSync(lockFile, 'lock 2'),
      'changed',
      '.terraform.lock.hcl has changed',
    ],
    [
      'its state has another serial',
      ({ objects }) => change(objects, key, { serial: 2 }),
      'changed',
      'its state was written',
    ],
    [
      'its state has another lineage',
      ({ objects }) => change(objects, key, { lineage: 'x' }),
      'changed',
      'its state was written',
    ],
    [
      'its state was edited by hand',
      ({ objects }) => change(objects, key, { resources: [] }),
      'changed',
      'its state was written',
    ],
    ['its state is gone', ({ objects }) => objects.delete(key), 'changed', 'its state was written'],
    [
      'an output that it reads has another value',
      ({ objects }) => change(objects, upstreamKey, { outputs: { id: { value: 'vpc-2' }, other: { value: 1 } } }),
      'upstream',
      'testing/network.tfstate has changed: id',
    ],
    [
      'an output that it reads is gone',
      ({ objects }) => change(objects, upstreamKey, { outputs: { other: { value: 1 } } }),
      'upstream',
      'testing/network.tfstate has changed: id',
    ],
    [
      'its upstream is gone',
      ({ objects }) => objects.delete(upstreamKey),
      'upstream',
      'the outputs of testing/network.tfstate that it reads are not known',
    ],
  ];

  test.each(reasons)('has changed when %s', async (_when, happens, state, because) => {
    const world = await deployed();
    happens(world);
    expect(await compare(world)).toMatchObject({ state, because: expect.stringContaining(because) as string });
  });

  test('has changed when its JSON differs', async () => {
    const world = await deployed();
    expect(await compare(world, json(' '))).toMatchObject({ state: 'changed', because: 'its JSON has changed' });
  });

  test('is unchanged when an output changes that it does not read', async () => {
    const world = await deployed();
    change(world.objects, upstreamKey, { serial: 9, outputs: { id: { value: 'vpc-1' }, other: { value: 2 } } });
    expect(await compare(world)).toHaveProperty('state', 'unchanged');
  });

  test('has changed when its upstream changed and cannot be read', async () => {
    const world = await deployed();
    change(world.objects, upstreamKey, { serial: 9 });
    const { send } = world.session.s3;
    const refusing = async (command: { input: { Key?: string } }) => {
      if (command.input.Key === upstreamKey) throw Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
      return (send as (of: object) => unknown)(command);
    };
    Object.assign(world.session.s3, { send: refusing });
    expect(await compare(world)).toMatchObject({
      state: 'upstream',
      because: 'the outputs of testing/network.tfstate that it reads are not known',
    });
  });
});

describe('the record of a run', () => {
  const outcomes = async (work: () => Promise<string>, operation: 'deploy' | 'destroy' = 'deploy') => {
    const world = await deployed();
    const during: (string | undefined)[] = [];
    const record = async () => readRecordOf(world.session.s3, place);
    const ended = await recorded(world.app, operation, async () => {
      during.push((await record())?.outcome);
      return work();
    }).catch((error: Error) => error.message);
    return { during, ended, after: await record() };
  };

  test('is `running` before anything is touched, and contains the outcome afterwards', async () => {
    expect(await outcomes(async () => 'done')).toMatchObject({ during: ['running'], after: { outcome: 'deployed' } });
    expect(await outcomes(async () => 'gone', 'destroy')).toMatchObject({ after: { outcome: 'destroyed' } });
  });

  test('contains the failure, and the failure is thrown', async () => {
    const fails = () => Promise.reject(new Error('no more addresses'));
    expect(await outcomes(fails)).toMatchObject({ ended: 'no more addresses', after: { outcome: 'failed' } });
  });

  test('contains its sources: commit, hashes, versions, the state and the outputs that were read', async () => {
    const { after } = await outcomes(async () => 'done');
    expect(after).toMatchObject({
      json: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      lockFile: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      versions: { terraform: '1.11.4', provider: '5.100.0' },
      state: { lineage: 'lineage', serial: 1 },
      reads: { [upstreamKey]: { id: expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
    });
  });

  const refusingWrites = async (from: number) => {
    const world = await deployed();
    const { send } = world.session.s3;
    let writes = 0;
    const refusing = async (command: { constructor: { name: string } }) => {
      if (command.constructor.name === 'PutObjectCommand' && (writes += 1) >= from) throw new Error('Access Denied');
      return (send as (of: object) => unknown)(command);
    };
    Object.assign(world.session.s3, { send: refusing });
    return world;
  };

  test('throws before anything is touched when it cannot be written', async () => {
    const { app } = await refusingWrites(1);
    const work = jest.fn(async () => 'done');
    await expect(recorded(app, 'deploy', work)).rejects.toThrow(
      'The deployment record of data cannot be written beside testing/data.tfstate: Access Denied. Nothing was touched.',
    );
    expect(work).not.toHaveBeenCalled();
  });

  test('throws after a good deploy when it cannot be written any more, and never calls the app unchanged', async () => {
    const world = await refusingWrites(2);
    await expect(recorded(world.app, 'deploy', async () => '2 changes applied')).rejects.toThrow(
      /^data: 2 changes applied, but its deployment record could not be written \(Access Denied\)\. Run the same command again/,
    );
    expect(await compare(world)).toMatchObject({ state: 'failed', because: 'its last run is recorded as running' });
  });

  test('does not hide a failure behind its own', async () => {
    const { app } = await refusingWrites(2);
    await expect(recorded(app, 'deploy', () => Promise.reject(new Error('no more addresses')))).rejects.toThrow(
      'no more addresses',
    );
    expect(app.told).toEqual(['data: the failure is not recorded: Access Denied']);
  });
});

describe('the outputs that an app reads', () => {
  const configuration = (upstreams: Record<string, string>) =>
    fakeApp(fakeSession(fakeS3(new Map()).client), { json: stackJson('data', 'testing', upstreams) }).configuration;

  test('are those in its expressions, also of a state with hyphens in its name', () => {
    const upstreams = { network: upstreamKey, 'network-of-testing': 'host/network.tfstate' };
    const text =
      '"${data.terraform_remote_state.network.outputs.vpcId}", "${data.terraform_remote_state.network-of-testing.outputs.zones[0]}"';
    expect(outputsRead(text, configuration(upstreams))).toEqual(
      new Map([
        [upstreamKey, new Set(['vpcId'])],
        ['host/network.tfstate', new Set(['zones'])],
      ]),
    );
  });

  test('are all outputs if the expression names none', () => {
    const read = outputsRead(
      '"${data.terraform_remote_state.network.outputs}"',
      configuration({ network: upstreamKey }),
    );
    expect(digestsRead({ a: '1', b: '2' }, read.get(upstreamKey)!)).toEqual({ a: '1', b: '2' });
  });
});

describe('the digest of an output', () => {
  test('depends on its value and on the state, and not on the order of keys', () => {
    const digest = (lineage: string, value: unknown) => outputDigests(lineage, { x: value })['x'];
    expect(digest('a', { p: 1, q: [1, { r: 2, s: 3 }] })).toBe(digest('a', { q: [1, { s: 3, r: 2 }], p: 1 }));
    expect(digest('a', [1, 2])).not.toBe(digest('a', [2, 1]));
    expect(digest('a', 'secret')).not.toBe(digest('b', 'secret'));
  });
});

test.each([
  [{ id: 'c62695512345', clean: true }, 'unchanged since 2026-11-29 14:03 UTC (c626955)'],
  [{ id: 'c62695512345', clean: false }, 'unchanged since 2026-11-29 14:03 UTC (c626955+changes)'],
  [undefined, 'unchanged since 2026-11-29 14:03 UTC (no commit)'],
])('of commit %j the text is: %s', (commit, text) => {
  expect(unchangedText({ at: '2026-11-29T14:03:59.000Z', commit } as DeploymentRecord)).toBe(text);
});

test('a record without all its fields is none', () => {
  expect(parseRecord('{"format":1,"outcome":"deployed"}')).toBeUndefined();
});
