import type { Accounts } from './accounts';
import { isPublicObject } from './public-objects';

const read = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/open/*' };
const overTls = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const isPublic = (Statement: object[] | undefined, path = '/bucket/open/a%20key', closed = false) => {
  const ownerOf = async (name: string) => (name === 'bucket' ? { account: '111111111111', closed } : undefined);
  const body = Statement ? JSON.stringify({ Version: '2012-10-17', Statement }) : '';
  return isPublicObject(path, { ownerOf } as unknown as Accounts, async () => ({
    status: body ? 200 : 404,
    headers: {},
    body,
  }));
};

test('an object is public if the policy of its bucket allows it', async () => {
  await expect(isPublic([read, overTls])).resolves.toBe(true);
  await expect(isPublic([{ ...read, Principal: { AWS: '*' } }])).resolves.toBe(true);
});

test.each([
  ['there is no policy', undefined],
  ['it is another object', [read], '/bucket/closed'],
  ['it is another bucket', [read], '/other/open/a'],
  ['it is the bucket', [read], '/bucket'],
  ['everything public is shut off', [read], '/bucket/open/a', true],
  ['a part of it is refused', [read, { ...read, Effect: 'Deny' }]],
  ['it is for an account', [{ ...read, Principal: { AWS: '111111111111' } }]],
  ['it is for a service', [{ ...read, Principal: { Service: 'cloudfront.amazonaws.com' } }]],
  ['it is for an organization', [{ ...read, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }]],
  ['it is for an address', [{ ...read, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }]],
  ['it is for writing', [{ ...read, Action: 's3:PutObject' }]],
  ['the policy names a prototype', [{ ...read, ['__proto__']: 1 }], '/bucket/open/a'],
  ['the key is no UTF-8', [read], '/bucket/open/%ff'],
])('no object is public if %s', async (_why, statement, path = '/bucket/open/a', closed = false) => {
  await expect(isPublic(statement, path, closed)).resolves.toBe(false);
});
