import { fakeS3, fakeSession } from '@malinshopper/terraform/testing';
import { publishedBy } from './published';

const place = { bucket: 'states', key: 'production/account.tfstate', region: 'eu-west-1' };
const from = (objects: Record<string, object>) =>
  publishedBy(
    fakeSession(fakeS3(new Map(Object.entries(objects).map(([key, body]) => [key, JSON.stringify(body)]))).client),
    place,
  );

test('the name servers and DS records are those of the outputs of the state', async () => {
  const outputs = {
    nameServers: { value: ['ns-1.example.com'] },
    dsRecords: { value: { 'example.com': '1 13 2 AB' } },
  };
  await expect(from({ [place.key]: { outputs } })).resolves.toEqual({
    nameServers: ['ns-1.example.com'],
    dsRecords: { 'example.com': '1 13 2 AB' },
  });
});

test.each([
  ['no state', {}],
  ['a state without these outputs', { [place.key]: { outputs: {} } }],
])('%s is an error that names the state', async (_, objects) => {
  await expect(from(objects)).rejects.toThrow(
    'The state s3://states/production/account.tfstate does not have the outputs nameServers and dsRecords',
  );
});
