import { environment } from '@malinshopper/environments';
import { readConfiguration } from '../configuration';
import { fakeS3, fakeSession, s3Error } from '../testing/fake-session';
import { lockJson, stackJson, stateHeader, stateJson } from '../testing/fake-app';
import { describeLock, readLock, releaseLock } from './lock';
import { readObject } from './objects';
import { parseState, readState } from './state';
import { assertUpstreams, missingUpstream } from './upstreams';

const place = { bucket: 'states', key: 'testing/network.tfstate', region: 'eu-west-1' };

describe('a state', () => {
  test('has its resources, its outputs and the states that it reads', () => {
    expect(parseState(stateJson(['aws_vpc.main'], ['nonproduction/account.tfstate']), place)).toEqual({
      outputs: ['id'],
      managed: ['aws_vpc.main'],
      ids: {},
      tainted: [],
      reads: [{ bucket: 'states', key: 'nonproduction/account.tfstate' }],
    });
  });

  test('has the id of each managed instance, and none of data sources', () => {
    const vpc = { mode: 'managed', type: 'aws_vpc', name: 'main', instances: [{ attributes: { id: 'vpc-1' } }] };
    const keyed = [
      { index_key: 'a', attributes: { id: 'subnet-a' } },
      { index_key: 0, attributes: { id: 'subnet-0' } },
      { index_key: 'none', attributes: {} },
    ];
    const subnets = { mode: 'managed', type: 'aws_subnet', name: 'each', instances: keyed };
    const text = JSON.stringify({ ...stateHeader, resources: [vpc, subnets, { ...vpc, mode: 'data', name: 'read' }] });
    expect(parseState(text, place).ids).toEqual({
      'aws_vpc.main': 'vpc-1',
      'aws_subnet.each["a"]': 'subnet-a',
      'aws_subnet.each[0]': 'subnet-0',
    });
  });

  test('that does not exist is undefined', async () => {
    expect(await readState(fakeS3(new Map()).client, place)).toBeUndefined();
  });

  test.each([
    ['is empty', '', 'it is empty (0 bytes)'],
    ['is blank', ' \n', 'it is empty (2 bytes)'],
    ['is no JSON', '{"version": 4', 'it is no JSON'],
    ['is a list', '[]', 'Invalid input: expected object'],
    ['is of another format', JSON.stringify({ ...stateHeader, version: 3 }), 'version'],
    ['has no lineage', JSON.stringify({ ...stateHeader, lineage: '' }), 'lineage'],
    ['has no serial', JSON.stringify({ ...stateHeader, serial: -1 }), 'serial'],
    [
      'has no version of Terraform',
      JSON.stringify({ ...stateHeader, terraform_version: undefined }),
      'terraform_version',
    ],
    ['has other resources', JSON.stringify({ ...stateHeader, resources: {} }), 'resources'],
  ])('throws when the object %s, with its name, the reason, and the next step', (_what, text, why) => {
    const broken = () => parseState(text, place);
    expect(broken).toThrow(/^s3:\/\/states\/testing\/network\.tfstate is not a Terraform state: /);
    expect(broken).toThrow(why);
    expect(broken).toThrow(
      '(`npm run state -- history testing network`), and restore it (`npm run state -- restore testing network <version>`)',
    );
  });

  test('throws with the place when it cannot be read', async () => {
    const s3 = { send: () => Promise.reject(s3Error('AccessDenied', 403)) } as unknown as Parameters<
      typeof readObject
    >[0];
    await expect(readObject(s3, place)).rejects.toThrow(
      's3://states/testing/network.tfstate cannot be read: AccessDenied',
    );
  });
});

describe('upstreams', () => {
  const data = readConfiguration(stackJson('data', 'testing', { network: 'testing/network.tfstate' }));

  test('pass when their states have outputs', async () => {
    const { client } = fakeS3(new Map([[place.key, stateJson(['aws_vpc.main'])]]));
    await expect(assertUpstreams(fakeSession(client), data, environment('testing'))).resolves.toBeUndefined();
  });

  test.each([
    ['missing', new Map<string, string>()],
    ['emptied by a destroy', new Map([[place.key, stateJson([], [], {})]])],
  ])('throw when a state is %s, with the command to run', async (_, objects) => {
    const session = fakeSession(fakeS3(objects).client, 'aws');
    await expect(assertUpstreams(session, data, environment('testing'))).rejects.toThrow(
      'data cannot be planned for testing yet; nothing was touched.\n' +
        'network is not deployed in testing yet: run `npx nx deploy network -c testing`.',
    );
  });

  const branch = environment('feature/checkout');
  test.each([
    [
      `${branch.name}/network.tfstate`,
      'aws',
      `network is not deployed in ${branch.name} yet: run \`ENVIRONMENT=feature/checkout npx nx deploy network\`.`,
    ],
    [
      'testing/network.tfstate',
      'aws',
      'network is not deployed in testing yet: run `npx nx deploy network -c testing`.',
    ],
    ['testing/network.tfstate', 'embedded', 'network is not deployed in testing yet: run `npm start -- testing`.'],
    [
      'nonproduction/account.tfstate',
      'aws',
      'account is not deployed in account nonproduction yet: run `ENVIRONMENT=feature/checkout npx nx deploy account`.',
    ],
  ] as const)('the command for %s on %s is that of its branch: %s', (key, target, text) => {
    expect(missingUpstream(key, branch, target)).toBe(text);
  });
});

describe('a lock', () => {
  const created = new Date('2026-01-01T10:00:00Z');
  const objects = () => new Map([[`${place.key}.tflock`, lockJson(created)]]);

  test('describes its holder, operation and age', async () => {
    const lock = await readLock(fakeSession(fakeS3(objects()).client), place);
    expect(lock && describeLock(lock, place, created.getTime() + 80_000)).toBe(
      'locked by ana@laptop (apply) for 1m 20s, since 2026-01-01T10:00:00.000Z, lock lock-1',
    );
  });

  test('is removed when it is still the same', async () => {
    const content = objects();
    const session = fakeSession(fakeS3(content).client);
    const lock = await readLock(session, place);
    if (lock) await releaseLock(session, place, lock);
    expect(content.size).toBe(0);
  });

  test('throws when another run holds it meanwhile', async () => {
    const content = objects();
    const session = fakeSession(fakeS3(content).client);
    const lock = (await readLock(session, place))!;
    content.set(`${place.key}.tflock`, lockJson(created, 'bo@laptop'));
    await expect(releaseLock(session, place, lock)).rejects.toThrow(
      'The lock on testing/network.tfstate changed hands meanwhile (holder now: bo@laptop): look again.',
    );
    expect(content.size).toBe(1);
  });

  test('has its age by the clock of S3, whatever the clock of its machine is', async () => {
    const ages = new Map([[`${place.key}.tflock`, 90_000]]);
    const lock = await readLock(fakeSession(fakeS3(objects(), undefined, ages).client), place);
    expect(lock?.age).toBe(90_000);
  });
});
