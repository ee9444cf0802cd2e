import { shutsOut, stateBucketPolicyIn } from './shut-out';

const location = { bucket: 'states', key: 'production/account.tfstate', region: 'eu-west-1' };
const administrators = 'arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*';
const root = 'arn:aws:iam::1:root';
const deny = (Action: string, Resource: string, Condition?: object) => ({
  Sid: 'Some',
  Effect: 'Deny',
  Principal: '*',
  Action: [Action],
  Resource,
  ...(Condition && { Condition }),
});
const but = (...who: string[]) => ({ ArnNotLike: { 'aws:PrincipalArn': who } });
const json = (...Statement: object[]) =>
  JSON.stringify({
    resource: {
      aws_s3_bucket: { state: { bucket: 'states' }, other: {} },
      aws_s3_bucket_policy: {
        other: { bucket: '${aws_s3_bucket.other.bucket}', policy: '{"Statement":[]}' },
        state: { bucket: '${aws_s3_bucket.state.bucket}', policy: JSON.stringify({ Statement }) },
      },
    },
  });
const isShutOut = (principal: string, ...statements: object[]) =>
  shutsOut(stateBucketPolicyIn(json(...statements), location)!, location, principal);

const writes = deny('s3:PutObject', 'arn:aws:s3:::states/*/account.tfstate*', but(administrators, root));
const person =
  'arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0a1b2c3d';

test('an identity that the policy exempts is not shut out, any other is', () => {
  expect(isShutOut(person, writes)).toBe(false);
  expect(isShutOut(root, writes)).toBe(false);
  expect(isShutOut('arn:aws:iam::1:user/ana', writes)).toBe(true);
  expect(isShutOut('arn:aws:iam::1:role/OrganizationAccountAccessRole', writes)).toBe(true);
});

test('an identity that could not remove the policy again is shut out, though it may write', () => {
  const repair = deny('s3:*BucketPolicy', 'arn:aws:s3:::states', but(root));
  expect([isShutOut(person, writes, repair), isShutOut(root, writes, repair)]).toEqual([true, false]);
});

test('denials for other states, other identities, or an old TLS do not count', () => {
  const others = deny('s3:PutObject', 'arn:aws:s3:::states/*/network.tfstate', but(root));
  const pipelines = deny('s3:PutObject', 'arn:aws:s3:::states/*', {
    ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/ci/*' },
    ...but('arn:aws:iam::1:role/ci/platform-deploy'),
  });
  const insecure = deny('s3:*', 'arn:aws:s3:::states/*', { Bool: { 'aws:SecureTransport': 'false' } });
  const allowed = { ...deny('s3:*', 'arn:aws:s3:::states/*', but(root)), Effect: 'Allow' };
  expect(isShutOut('arn:aws:iam::1:user/ana', others, pipelines, insecure, allowed)).toBe(false);
  expect(isShutOut('arn:aws:iam::1:role/ci/network-deploy', pipelines)).toBe(true);
});

test('a stack that puts no policy on the state bucket has none', () => {
  expect(stateBucketPolicyIn('{}', location)).toBeUndefined();
  expect(stateBucketPolicyIn(json(), { ...location, bucket: 'others' })).toBeUndefined();
});
