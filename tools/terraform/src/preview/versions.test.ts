import { readConfiguration } from '../configuration';
import { writeRecordOf } from '../record/deployment-record';
import { stateFacts } from '../record/states';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { stackJson, stateJson } from '../testing/fake-app';
import { assertUnmoved, versionsOf } from './versions';

const configuration = readConfiguration(stackJson('data', 'testing', { network: 'testing/network.tfstate' }));
const network = { bucket: 'states', key: 'testing/network.tfstate' };
const world = () => {
  const objects = new Map([[network.key, stateJson(['aws_vpc.main'])]]);
  const { client, sent } = fakeS3(objects);
  return { objects, s3: fakeSession(client).s3, sent };
};

test('the position of a state comes from its record while that matches, and the state is not read', async () => {
  const { s3, sent, objects } = world();
  const { etag } = (await stateFacts(s3, network))!;
  const sha = 'a'.repeat(64);
  const state = { lineage: 'recorded', serial: 7, etag };
  const of = { outcome: 'deployed', json: sha, lockFile: sha, versions: { terraform: '1', provider: '5' } } as const;
  const record = { ...of, state, outputs: {}, reads: {}, who: 'ana', at: new Date().toISOString(), milliseconds: 1 };
  await writeRecordOf(s3, network, record);
  sent.length = 0;
  const versions = await versionsOf(configuration, s3);
  expect(versions.get(network.key)).toEqual(state);
  expect(sent).not.toContain(`GetObject ${network.key}`);
  objects.set(network.key, stateJson(['aws_vpc.other']));
  expect((await versionsOf(configuration, s3)).get(network.key)).toMatchObject({ lineage: 'lineage', serial: 1 });
});

test('a state that does not exist has no position', async () => {
  expect((await versionsOf(configuration, world().s3)).get('testing/data.tfstate')).toBeUndefined();
});

test('throws if a state was written since, its own or one that is read', async () => {
  const { s3, objects } = world();
  const before = await versionsOf(configuration, s3);
  await expect(assertUnmoved(configuration, s3, before)).resolves.toBeUndefined();
  objects.set(network.key, stateJson(['aws_vpc.other']));
  objects.set('testing/data.tfstate', stateJson([]));
  await expect(assertUnmoved(configuration, s3, before)).rejects.toThrow(
    'testing/data.tfstate, testing/network.tfstate was written while data was planned: plan again when that deploy has ended.',
  );
});
