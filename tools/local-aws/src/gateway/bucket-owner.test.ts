import { otherOwner } from './bucket-owner';

const account = () => Promise.resolve('111111111111');
const expecting = (owner: string) => ({ 'x-amz-expected-bucket-owner': owner });

test('a bucket with another owner than the named one is refused', async () => {
  const refused = await otherOwner('s3', expecting('222222222222'), account);
  expect([refused?.status, refused?.body.toString()]).toEqual([403, expect.stringContaining('AccessDenied')]);
});

test.each([
  ['the owner that it has', 's3', expecting('111111111111')],
  ['none', 's3', {}],
  ['one in a call of another service', 'sns', expecting('222222222222')],
])('a call that names %s is allowed', async (_, service, headers) => {
  await expect(otherOwner(service, headers, account)).resolves.toBeUndefined();
});
