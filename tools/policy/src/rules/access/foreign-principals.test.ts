import { environment } from '@malinshopper/environments';
import { Stack, statementsOf, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { resourceStatementsOf } from './policies';
import { foreignPrincipalsIn } from './foreign-principals';

const [own, other] = ['111122223333', '444455556666'];
const role = (account: string, name = 'role/data/one') => `arn:aws:iam::${account}:${name}`;

/** A policy model with one policy of a type, and the resources of this account that it can name. */
function worldWith(type: string, statement: object) {
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
  const attribute = type === 'aws_iam_role' ? 'assume_role_policy' : 'policy';
  const resources = {
    aws_iam_role: { one: { name: 'one', path: '/data/' } },
    aws_vpc: { main: {} },
    aws_s3_bucket: { own: { bucket: 'malinshopper-own' } },
    aws_cloudfront_origin_access_identity: { old: {} },
  };
  const made = { ...resources, [type]: { judged: { [attribute]: policy } } };
  const world = new World(environment('production'), [new Stack(madeUpStack(made))]);
  const [judged] = world.resources(type).filter(({ path }) => path.endsWith('judged'));
  return { world, judged: judged!, attribute };
}
function kinds(type: string, statement: object): string[] {
  const { world, judged, attribute } = worldWith(type, statement);
  return statementsOf(judged, world, attribute).flatMap((one) =>
    foreignPrincipalsIn(one, judged, world).map(({ kind }) => kind),
  );
}
const reading = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
const bucket = (Principal: unknown, Condition?: object) =>
  kinds('aws_s3_bucket_policy', { Principal, ...reading, Condition });
const everyoneIf = (operator: string, key: string, ...values: string[]) =>
  bucket('*', { [operator]: { [key]: values } });

describe('a statement allows the public', () => {
  test('without a condition', () => expect(bucket('*')).toEqual(['public']));

  test.each([
    'StringNotEquals',
    'StringEqualsIfExists',
    'ArnLikeIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringEqualsIfExists',
    'Null',
    'Bool',
    'NoOperator',
  ])('where %s lets through what lacks the key, or is no demand', (operator) => {
    expect(everyoneIf(operator, 'aws:SourceAccount', own)).toEqual(['public']);
    expect(everyoneIf(operator, 'aws:PrincipalArn', role(own))).toEqual(['public']);
  });

  test.each([
    ['StringEquals', 'aws:PrincipalAccount', other],
    ['StringEquals', 'aws:SourceAccount', other],
    ['StringEquals', 'kms:CallerAccount', other],
    ['ArnLike', 'aws:PrincipalArn', role(other)],
    ['ArnLike', 'aws:PrincipalArn', role('*', 'role/*')],
    ['ArnLike', 'aws:PrincipalArn', role('11112222333?', 'role/*')],
    ['StringLike', 'aws:PrincipalArn', `*:${own}:role/*`],
    // A path may contain colons: the role /x:111122223333:role/ of another account would match.
    ['StringLike', 'aws:PrincipalArn', `arn:aws:iam:*:${own}:role/*`],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::$${aws:PrincipalAccount}:role/*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::of-a-stranger'],
    ['ArnEquals', 'aws:SourceArn', '${aws_sns_topic.gone.arn}'],
    ['StringLike', 'aws:SourceAccount', '????????????'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-abcdefghij'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abcdefghij/*'],
    ['StringEquals', 'aws:SourceOrgID', 'o-abcdefghij'],
    ['StringEquals', 'aws:SourceVpc', 'vpc-0123456789abcdef0'],
    ['StringEquals', 'aws:userid', 'AROAEXAMPLEID:x'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7/32'],
    ['StringEquals', 'aws:CalledVia', 'athena.amazonaws.com'],
    ['StringEquals', 'aws:PrincipalTag/Team', 'data'],
    ['StringEquals', 'aws:PrincipalServiceName', 'cloudtrail.amazonaws.com'],
    ['StringEquals', 'aws:ResourceAccount', own],
    ['StringEquals', 'aws:SomethingNew', own],
  ])('where %s %s is %s', (operator, key, value) => expect(everyoneIf(operator, key, value)).toEqual(['public']));

  test('where one of several values belongs to another account, and where the list is empty', () => {
    expect(everyoneIf('StringEquals', 'aws:PrincipalAccount', own, other)).toEqual(['public']);
    expect(everyoneIf('StringEquals', 'aws:PrincipalAccount')).toEqual(['public']);
  });

  test('if the statement only excludes some principals, whatever its conditions are', () => {
    const NotPrincipal = { AWS: role(own) };
    const Condition = { StringEquals: { 'aws:PrincipalAccount': own } };
    expect(kinds('aws_s3_bucket_policy', { NotPrincipal, ...reading, Condition })).toEqual(['public']);
  });

  test('in the trust policy of a role, with a condition that narrows a bucket policy', () => {
    const Condition = { StringEquals: { 'aws:PrincipalAccount': own } };
    expect(kinds('aws_iam_role', { Principal: '*', Action: 'sts:AssumeRole', Condition })).toEqual(['public']);
  });
});

describe('a statement allows a foreign principal', () => {
  test.each<[string, object]>([
    ['an account', { AWS: other }],
    ['the root of an account', { AWS: role(other, 'root') }],
    ['a role of another account', { AWS: [role(own), role(other)] }],
    ['a session of another account', { AWS: `arn:aws:sts::${other}:assumed-role/x/y` }],
    ['a canonical user', { CanonicalUser: '0a1b' }],
    ['an identity provider', { Federated: 'accounts.google.com' }],
  ])('%s', (_, principal) => expect(bucket(principal)).toEqual(['account']));

  test.each<[string, object]>([
    ['a pattern', { AWS: role(own, 'role/*') }],
    ['the id of a role', { AWS: 'AROAEXAMPLEID' }],
    ['a reference that leads to no resource', { AWS: '${aws_iam_role.gone.arn}' }],
    ['a reference to a resource that is not an identity', { AWS: '${aws_vpc.main.arn}' }],
    ['a kind of principal that IAM does not know', { Aws: role(own) }],
  ])('%s, which nothing can read', (_, principal) => expect(bucket(principal)).toEqual(['unread']));

  test('by an element or an effect that IAM does not know', () => {
    const statement = { Principal: { AWS: role(own) }, ...reading };
    expect(kinds('aws_s3_bucket_policy', { ...statement, Conditions: {} })).toEqual(['unread']);
    expect(kinds('aws_s3_bucket_policy', { ...statement, Effect: 'allow' })).toEqual(['unread']);
  });

  test('a known service that is not restricted to this account, and an unknown service', () => {
    const service = (Service: string, Condition?: object) =>
      kinds('aws_sns_topic_policy', { Principal: { Service }, Action: 'sns:Publish', Resource: '*', Condition });
    const source = (value: string) => ({ StringEquals: { 'aws:SourceAccount': value } });
    expect(service('cloudwatch.amazonaws.com')).toEqual(['unsourced']);
    expect(service('cloudwatch.amazonaws.com', source(other))).toEqual(['unsourced']);
    expect(service('cloudwatch.amazonaws.com', { StringEquals: { 'aws:PrincipalAccount': own } })).toEqual([
      'unsourced',
    ]);
    expect(service('cloudwatch.amazonaws.com', source(own))).toEqual([]);
    expect(service('lambda.amazonaws.com', source(own))).toEqual(['service']);
    expect(service('*', source(own))).toEqual(['service']);
    expect(service('cloudwatch.amazonaws.com.cn', source(own))).toEqual(['service']);
  });

  test('a service with more actions or resources than its row lists', () => {
    const logging = (statement: object) =>
      kinds('aws_s3_bucket_policy', {
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::malinshopper-account-trail-${own}/AWSLogs/${own}/*`,
        Condition: { StringEquals: { 'aws:SourceAccount': own } },
        ...statement,
      });
    expect(logging({})).toEqual([]);
    expect(logging({ Action: ['s3:PutObject', 's3:GetObject'] })).toEqual(['service']);
    expect(logging({ Action: undefined, NotAction: 's3:DeleteBucket' })).toEqual(['service']);
    expect(logging({ Resource: `arn:aws:s3:::malinshopper-account-trail-${own}/*` })).toEqual(['service']);
    expect(logging({ Resource: undefined, NotResource: 'arn:aws:s3:::x' })).toEqual(['service']);
  });

  test('identities of the account with more permissions than the use of a resource', () => {
    const asRole = (type: string, Action: unknown, more = {}) =>
      kinds(type, { Principal: { AWS: role(own) }, Action, Resource: '*', ...more });
    expect(asRole('aws_s3_bucket_policy', 's3:PutBucketPolicy')).toEqual(['action']);
    expect(asRole('aws_s3_bucket_policy', 's3:*')).toEqual(['action']);
    expect(asRole('aws_kms_key', 'kms:CreateGrant')).toEqual(['action']);
    expect(asRole('aws_kms_key', undefined, { NotAction: 'kms:Decrypt' })).toEqual(['action']);
    expect(asRole('aws_kms_key', 'kms:Decrypt')).toEqual([]);
    const Condition = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
    expect(asRole('aws_kms_key', 'kms:CreateGrant', { Condition })).toEqual([]);
  });
});

describe('a statement allows only this account', () => {
  test.each([
    ['StringEquals', 'aws:PrincipalAccount', own],
    ['StringEqualsIgnoreCase', 'aws:SourceAccount', own],
    ['ForAnyValue:StringEquals', 'aws:SourceVpc', '${aws_vpc.main.id}'],
    ['stringequals', 'AWS:SourceAccount', own],
    ['ArnLike', 'aws:PrincipalArn', role(own, 'role/*')],
    ['StringLike', 'aws:PrincipalArn', role(own, 'role/*')],
    ['ArnLike', 'aws:SourceArn', `arn:aws:cloudtrail:*:${own}:trail/*`],
    ['ArnEquals', 'aws:SourceArn', '${aws_s3_bucket.own.arn}'],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::malinshopper-own'],
    ['StringEquals', 'kms:CallerAccount', own],
  ])('where %s %s is %s', (operator, key, value) => expect(everyoneIf(operator, key, value)).toEqual([]));

  test.each<[string, object]>([
    ['a role of this account', { AWS: role(own) }],
    ['a role of this account, by reference', { AWS: '${aws_iam_role.one.arn}' }],
    ['this account', { AWS: own }],
    [
      'an identity of CloudFront of this account',
      { CanonicalUser: '${aws_cloudfront_origin_access_identity.old.s3_canonical_user_id}' },
    ],
  ])('%s', (_, principal) => expect(bucket(principal)).toEqual([]));

  test('where a statement denies', () => {
    expect(kinds('aws_s3_bucket_policy', { Effect: 'Deny', NotPrincipal: { AWS: other }, ...reading })).toEqual([]);
  });

  test('where the root user of the account administers its key', () => {
    const having = (AWS: string) => kinds('aws_kms_key', { Principal: { AWS }, Action: 'kms:*', Resource: '*' });
    expect([having(role(own, 'root')), having(own)]).toEqual([[], []]);
    expect(having(role(own))).toEqual(['action']);
  });
});

test('policies are found in any attribute and block, and no other text is taken for one', () => {
  const policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', ...reading } });
  const rest = { blocks: [{ anything: policy }], words: 'Principal', policy: '{}' };
  const inBlock = { ...rest, text: '{"Principal": 1' };
  const stack = new Stack(madeUpStack({ aws_opensearch_domain: { judged: inBlock } }));
  const world = new World(environment('production'), [stack]);
  expect(() => resourceStatementsOf(world.resources('aws_opensearch_domain')[0]!, world)).toThrow(
    'text is no JSON, so no rule can judge it',
  );
  const right = new World(environment('production'), [
    new Stack(madeUpStack({ aws_opensearch_domain: { judged: rest } })),
  ]);
  expect(resourceStatementsOf(right.resources('aws_opensearch_domain')[0]!, right)).toHaveLength(1);
});
