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
  test('tells what it manages, what it publishes and what it reads', () => {
    expect(parseState(stateJson(['aws_vpc.main'], ['nonproduction/account.tfstate']), place)).toEqual({
      outputs: ['id'],
      managed: ['aws_vpc.main'],
      ids: {},
      tainted: [],
      reads: [{ bucket: 'states', key: 'nonproduction/account.tfstate' }],
    });
  });

  test('tells the id of each instance of what it manages, and nothing of what it only reads', () => {
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
      'does not say who wrote it',
      JSON.stringify({ ...stateHeader, terraform_version: undefined }),
      'terraform_version',
    ],
    ['has other resources', JSON.stringify({ ...stateHeader, resources: {} }), 'resources'],
  ])('throws when the object %s, with its name, why, and the way out', (_what, text, why) => {
    const broken = () => parseState(text, place);
    expect(broken).toThrow(/^s3:\/\/states\/testing\/network\.tfstate is not a Terraform state: /);
    expect(broken).toThrow(why);
    expect(broken).toThrow(
      '(`npm run state -- history testing network`), and put it back (`npm run state -- restore testing network <version>`)',
    );
  });

  test('throws with the place when it may not be read', async () => {
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
  ] as const)('%s on %s: a branch is told %s', (key, target, text) => {
    expect(missingUpstream(key, branch, target)).toBe(text);
  });
});

describe('a lock', () => {
  const created = new Date('2026-01-01T10:00:00Z');
  const objects = () => new Map([[`${place.key}.tflock`, lockJson(created)]]);

  test('tells who holds it, for what and since when', async () => {
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

  test('throws when somebody else has it meanwhile', async () => {
    const content = objects();
    const session = fakeSession(fakeS3(content).client);
    const lock = (await readLock(session, place))!;
    content.set(`${place.key}.tflock`, lockJson(created, 'bo@laptop'));
    await expect(releaseLock(session, place, lock)).rejects.toThrow(
      'The lock on testing/network.tfstate changed hands meanwhile (bo@laptop has it now): look again.',
    );
    expect(content.size).toBe(1);
  });

  test('is as old as the clock of S3 says, whatever its machine believed', async () => {
    const ages = new Map([[`${place.key}.tflock`, 90_000]]);
    const lock = await readLock(fakeSession(fakeS3(objects(), undefined, ages).client), place);
    expect(lock?.age).toBe(90_000);
  });
});
