import type { Statement } from '@malinshopper/synthesized';
import { coversAll, unboundedActions } from './unbounded';

const statement = (parts: Partial<Statement>): Statement => ({
  sid: '',
  effect: 'Allow',
  actions: [],
  notActions: [],
  resources: ['*'],
  notResources: [],
  principals: undefined,
  notPrincipals: undefined,
  unread: [],
  conditions: {},
  ...parts,
});
const ids = (...statements: Partial<Statement>[]) => unboundedActions(statements.map(statement)).map(({ id }) => id);

describe('an action is unbounded', () => {
  test('on every resource, without a condition', () => {
    expect(ids({ actions: ['s3:GetObject'] })).toEqual(['s3:GetObject']);
  });

  test('under a condition on time, place or transport', () => {
    for (const key of ['aws:SecureTransport', 'aws:RequestedRegion', 'aws:MultiFactorAuthPresent', 's3:TlsVersion']) {
      expect(ids({ actions: ['s3:GetObject'], conditions: { StringEquals: { [key]: ['x'] } } })).toHaveLength(1);
    }
  });

  test('under a condition that also passes without the key', () => {
    for (const operator of ['StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringEquals', 'Null']) {
      const conditions = { [operator]: { 'aws:ResourceTag/App': ['network'] } };
      expect(ids({ actions: ['ec2:DeleteVpc'], conditions })).toHaveLength(1);
    }
  });

  test('of a role, under a condition on the service that it is passed to', () => {
    const conditions = { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } };
    expect(ids({ actions: ['iam:PassRole'], conditions })).toHaveLength(1);
  });

  test.each([
    ['StringEquals', 'aws:ResourceAccount', '111122223333'],
    ['StringEquals', 'aws:PrincipalAccount', '111122223333'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-abcdefghij'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/one'],
    ['StringEquals', 'aws:PrincipalTag/Team', 'network'],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0'],
    ['Bool', 'aws:ResourceTag/App', 'true'],
    ['StringLike', 'aws:ResourceTag/App', '*'],
    ['StringLike', 'aws:ResourceTag/App', '?*'],
    ['StringLike', 'aws:RequestTag/App', '**'],
    ['ArnLike', 'iam:PolicyARN', 'arn:aws:iam::*:policy/*'],
    ['ArnLike', 'iam:PermissionsBoundary', '*'],
    ['StringLike', 'kms:ViaService', '*.eu-west-1.amazonaws.com'],
    ['StringLike', 'iam:AWSServiceName', '*.amazonaws.com'],
    ['StringLike', 'cloudwatch:namespace', '*'],
  ])('under the condition %s %s %s, which every resource meets', (operator, key, value) => {
    expect(ids({ actions: ['ec2:DeleteVpc'], conditions: { [operator]: { [key]: [value] } } })).toHaveLength(1);
  });

  test('if one of several values matches everything', () => {
    const conditions = { StringLike: { 'aws:ResourceTag/App': ['network', '*'] } };
    expect(ids({ actions: ['ec2:DeleteVpc'], conditions })).toHaveLength(1);
  });

  test('on all but some resources', () => {
    expect(ids({ actions: ['iam:PassRole'], resources: [], notResources: ['arn:aws:iam::1:role/a'] })).toHaveLength(1);
  });

  test('when all but some actions are allowed', () => {
    const found = ids({ notActions: ['iam:*', 's3:GetObject'] });
    expect(found).toContain('s3:PutObject');
    expect(found).not.toContain('s3:GetObject');
    expect(found).not.toContain('iam:PassRole');
  });
});

describe('an action is bounded', () => {
  test('by a condition on tags', () => {
    const conditions = { StringEquals: { 'aws:ResourceTag/App': ['network'] } };
    expect(ids({ actions: ['ec2:DeleteVpc'], conditions })).toEqual([]);
  });

  test.each([
    ['StringLike', 'aws:ResourceTag/Environment', '*-?????'],
    ['StringEqualsIgnoreCase', 'AWS:RequestTag/Team', 'network'],
    ['ArnLike', 'iam:PolicyARN', 'arn:aws:iam::111122223333:policy/ci/*'],
    ['StringEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/account/workload-boundary'],
    ['StringEquals', 'iam:AWSServiceName', 'spot.amazonaws.com'],
    ['StringLike', 'kms:ViaService', 's3.*.amazonaws.com'],
    ['StringEquals', 'cloudwatch:namespace', 'Malinshopper'],
    ['StringEquals', 'ec2:CreateAction', 'RunInstances'],
  ])('by the condition %s %s %s', (operator, key, value) => {
    expect(ids({ actions: ['ec2:DeleteVpc'], conditions: { [operator]: { [key]: [value] } } })).toEqual([]);
  });

  test('by the name of a resource', () => {
    expect(ids({ actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/network/*'] })).toEqual([]);
  });

  test('by one of the resources that it needs', () => {
    const all = ['image', 'instance', 'network-interface', 'security-group'].map((kind) => `arn:aws:ec2:*:*:${kind}/*`);
    const subnet = { actions: ['ec2:RunInstances'], resources: ['arn:aws:ec2:*:*:subnet/subnet-1'] };
    expect(ids({ actions: ['ec2:RunInstances'], resources: all }, subnet)).toEqual([]);
    expect(ids({ actions: ['ec2:RunInstances'], resources: [...all, 'arn:aws:ec2:*:*:subnet/*'] })).toHaveLength(1);
  });

  test('by having no resource types', () => {
    expect(ids({ actions: ['ec2:DescribeInstances'] })).toEqual([]);
  });

  test('by a denial on every resource', () => {
    const refusal = statement({ effect: 'Deny', actions: ['iam:*'] });
    expect(ids({ actions: ['iam:PassRole'] }, refusal)).toEqual([]);
    const sometimes = { ...refusal, conditions: { Bool: { 'aws:MultiFactorAuthPresent': ['false'] } } };
    expect(ids({ actions: ['iam:PassRole'] }, sometimes)).toHaveLength(1);
  });
});

describe('a pattern of resources', () => {
  const role = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
  const object = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
  const group =
    'arn:${Partition}:autoscaling:${Region}:${Account}:autoScalingGroup:${GroupId}:autoScalingGroupName/${GroupFriendlyName}';

  test.each([
    ['*', role],
    ['arn:aws:iam::123456789012:role/*', role],
    ['arn:aws:iam::123456789012:*', role],
    ['arn:aws:s3:::*', object],
    ['arn:aws:s3:::*/*', object],
    ['arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*', group],
  ])('%s matches every resource of the type', (pattern, type) => expect(coversAll(pattern, type)).toBe(true));

  test.each([
    ['arn:aws:iam::123456789012:role/network/*', role],
    ['arn:aws:iam::123456789012:policy/*', role],
    ['arn:aws:s3:::production-content/*', object],
    ['arn:aws:s3:::*/fetcher/*', object],
    ['arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/web', group],
    ['${aws_s3_bucket.content.arn}/*', object],
  ])('%s does not', (pattern, type) => expect(coversAll(pattern, type)).toBe(false));
});
