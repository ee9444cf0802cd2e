import type { WrittenStatement } from '@malinshopper/aws-facts';
import { ACCOUNT, REGION } from '../testing/made-up-world';
import type { Access } from './access';
import { decide } from './decision';
import type { NamedPolicy, Principal } from './principal';

const OBJECT = 'arn:aws:s3:::content/fetcher/a';
const policy = (name: string, ...Statement: WrittenStatement[]): NamedPolicy => ({
  name,
  policy: { Version: '2012-10-17', Statement },
});
const statement = (
  Effect: WrittenStatement['Effect'],
  Action: string,
  Resource: string,
  Condition?: WrittenStatement['Condition'],
): WrittenStatement => ({
  Effect,
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const own = policy('content', statement('Allow', 's3:PutObject', 'arn:aws:s3:::content/fetcher/*'));

function judged(access: Partial<Access>, changes: Partial<Principal> = {}) {
  const principal: Principal = {
    of: 'instances',
    sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/fetcher/i-1`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/compute/fetcher`,
    tags: { Team: 'compute' },
    account: ACCOUNT,
    policies: [own],
    ...changes,
  };
  return decide(principal, REGION, { action: 's3:PutObject', resource: OBJECT, ...access });
}
const because = (reason: string) => ({ allowed: false, because: expect.stringContaining(reason) as string });

test('an action that a policy allows is allowed', async () => {
  await expect(judged({})).resolves.toEqual({ allowed: true });
});

test('an action that no policy allows is refused with principal, action and resource', async () => {
  await expect(judged({ resource: 'arn:aws:s3:::content/web/a' })).resolves.toEqual({
    allowed: false,
    because:
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/fetcher/i-1 is not authorized to perform: s3:PutObject on resource: ` +
      'arn:aws:s3:::content/web/a because no identity-based policy allows the s3:PutObject action',
  });
});

test('an action without resources is refused without naming one', async () => {
  const refused = await judged({ action: 'cloudwatch:PutMetricData', resource: '*' });
  expect(refused).toEqual(because('to perform: cloudwatch:PutMetricData because no identity-based policy'));
});

test('an explicit deny of the role names its kind of policy', async () => {
  const policies = [own, policy('deny', statement('Deny', 's3:PutObject', '*'))];
  await expect(judged({}, { policies })).resolves.toEqual(because('with an explicit deny in an identity-based policy'));
});

test('an explicit deny of the resource names its kind of policy', async () => {
  const deny = { ...statement('Deny', 's3:*', `${OBJECT}*`), Principal: '*' as const };
  const { policy: resourcePolicy } = policy('bucket', deny);
  await expect(judged({ resourcePolicy })).resolves.toEqual(
    because('with an explicit deny in a resource-based policy'),
  );
});

test('an action that a boundary leaves out is refused in the name of the boundary', async () => {
  const boundary = policy('boundary', statement('Allow', 's3:GetObject', '*'));
  await expect(judged({}, { boundary })).resolves.toEqual(
    because('because no permissions boundary allows the s3:PutObject action'),
  );
});

test('a bucket policy that requires TLS does not refuse a rehearsal', async () => {
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
  const old = { NumericLessThan: { 's3:TlsVersion': '1.2' } };
  const denials = [insecure, old].map((Condition) => ({
    ...statement('Deny', 's3:*', '*', Condition),
    Principal: '*' as const,
  }));
  const { policy: resourcePolicy } = policy('bucket', ...denials);
  await expect(judged({ resourcePolicy })).resolves.toEqual({ allowed: true });
});

test('an asterisk in a key means itself, not every key', async () => {
  await expect(judged({ resource: 'arn:aws:s3:::content/fetch*' })).resolves.toMatchObject({ allowed: false });
  await expect(judged({ resource: 'arn:aws:s3:::content/fetcher/a*b' })).resolves.toEqual({ allowed: true });
});

test('a condition holds only for the values of the call', async () => {
  const namespace = { StringEquals: { 'cloudwatch:namespace': 'Malinshopper' } };
  const policies = [policy('observe', statement('Allow', 'cloudwatch:PutMetricData', '*', namespace))];
  const metric = (value: string) =>
    judged(
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': value } },
      { policies },
    );
  await expect(metric('Malinshopper')).resolves.toEqual({ allowed: true });
  await expect(metric('Other')).resolves.toMatchObject({ allowed: false });
});

test('a key needs its own policy to trust the account', async () => {
  const resource = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k-1`;
  const policies = [policy('keys', statement('Allow', 'kms:Decrypt', resource))];
  const access = { action: 'kms:Decrypt', resource };
  await expect(judged(access, { policies })).resolves.toMatchObject({ allowed: false });
  const account = { ...statement('Allow', 'kms:*', '*'), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  const { policy: resourcePolicy } = policy('key', account);
  await expect(judged({ ...access, resourcePolicy }, { policies })).resolves.toEqual({ allowed: true });
});

test('an access that cannot be judged is refused with the reason', async () => {
  await expect(judged({ action: 's3:NeverHeardOf' })).resolves.toEqual(
    because('because the embedded AWS cannot judge it: {"message":"invalid.action"}'),
  );
});
