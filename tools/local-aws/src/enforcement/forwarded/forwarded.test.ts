import { forwardedBy, forwardedCalls } from '@malinshopper/aws-facts';
import {
  answer,
  forwarded,
  here,
  KEY,
  launch,
  ROLE,
  samples,
  server,
  type Sample,
} from '../../testing/forwarded-samples';
import { madeUpCall, madeUpWorld } from '../../testing/made-up-world';
import { forwardedAccesses } from '.';

const judgedElsewhere = /^(s3:|sqs:|secretsmanager:(Get|Put)SecretValue$)/;
const actions = Object.keys(forwardedCalls).filter((action) => !judgedElsewhere.test(action));

test('there is a sample of each action that results in further calls', () => {
  expect(Object.keys(samples).sort()).toEqual(actions.sort());
});

test.each(actions)('for %s each call that AWS would make is judged', async (action) => {
  const judged = new Set((await forwarded(action, samples[action]!)).map((access) => access.action));
  expect([...judged].sort()).toEqual([...new Set(forwardedBy(action).map((call) => call.action))].sort());
});

const about = async (action: string, sample: Sample, called: string) => {
  const accesses = await forwarded(action, sample);
  return accesses.filter((access) => access.action === called).map(({ resource, context }) => [resource, context]);
};

test('the VPC of a load balancer is that of its subnets', async () => {
  const [found] = await about(
    'elasticloadbalancing:CreateLoadBalancer',
    samples['elasticloadbalancing:CreateLoadBalancer']!,
    'ec2:GetSecurityGroupsForVpc',
  );
  expect(found?.[0]).toBe(here('ec2', 'vpc/vpc-1'));
});

test('a load balancer without security groups causes no query for those of its VPC', async () => {
  const sample = { form: { 'Subnets.member.1': 'subnet-1' } };
  await expect(
    about('elasticloadbalancing:CreateLoadBalancer', sample, 'ec2:GetSecurityGroupsForVpc'),
  ).resolves.toEqual([]);
});

test('the VPC of a function that only changes its security groups is theirs', async () => {
  const groups = '<securityGroupInfo><item><vpcId>vpc-2</vpcId></item></securityGroupInfo>';
  const there = madeUpWorld({
    DescribeSecurityGroups: `<DescribeSecurityGroupsResponse>${groups}</DescribeSecurityGroupsResponse>`,
  });
  const sample = {
    route: 'PUT /2015-03-31/functions/job/configuration',
    body: { VpcConfig: { SecurityGroupIds: ['sg-1'] } },
  };
  const found = await forwarded('lambda:UpdateFunctionConfiguration', sample, there);
  expect(found.map(({ action, resource }) => [action, resource])).toEqual([
    ['ec2:GetSecurityGroupsForVpc', here('ec2', 'vpc/vpc-2')],
  ]);
});

test('a VPC that cannot be determined belongs to no environment', async () => {
  const [found] = await about('rds:CreateDBSubnetGroup', { form: {} }, 'ec2:DescribeVpcAttribute');
  expect(found).toEqual([here('ec2', 'vpc/unknown'), undefined]);
});

test('resources that a launch template starts are judged by template, image, network, group, tags and role', async () => {
  const resources = (await about('autoscaling:CreateAutoScalingGroup', { form: launch }, 'ec2:RunInstances')).map(
    ([resource]) => resource,
  );
  expect(resources).toEqual([
    here('ec2', 'instance/*'),
    here('ec2', 'volume/*'),
    here('ec2', 'launch-template/lt-1'),
    here('ec2', 'security-group/sg-1'),
    here('ec2', 'subnet/subnet-1'),
    here('ec2', 'subnet/subnet-2'),
    'arn:aws:ec2:eu-west-1::image/ami-1',
    here('ec2', 'network-interface/*'),
  ]);
  const [tagged] = await about('autoscaling:CreateAutoScalingGroup', { form: launch }, 'ec2:CreateTags');
  expect(tagged?.[1]).toMatchObject({ 'aws:RequestTag/Team': 'compute', 'aws:TagKeys': ['Team'] });
  await expect(about('autoscaling:CreateAutoScalingGroup', { form: launch }, 'iam:PassRole')).resolves.toEqual([
    [ROLE, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ]);
});

test('a refusal of Auto Scaling names the template as the request does, and that of CloudFront the web ACL', async () => {
  const [access] = await forwarded('autoscaling:UpdateAutoScalingGroup', { form: launch });
  expect(access?.refusal).toEqual({
    code: 'AccessDenied',
    message: 'You are not authorized to use launch template: lt-1',
  });
  const [acl] = await forwarded('cloudfront:CreateDistribution', samples['cloudfront:CreateDistribution']!);
  expect(acl?.refusal?.code).toBe('InvalidWebACLId');
});

test('a key is judged by its tags, its policy, and the service that uses it', async () => {
  const [grant] = await forwarded('backup:CreateBackupVault', {
    route: 'PUT /backup-vaults/v',
    body: { EncryptionKeyArn: KEY },
  }).then((accesses) => accesses.filter(({ action }) => action === 'kms:CreateGrant'));
  expect(grant).toEqual({
    action: 'kms:CreateGrant',
    resource: KEY,
    resourcePolicy: { Statement: [] },
    context: { 'kms:ViaService': 'backup.eu-west-1.amazonaws.com', 'aws:ResourceTag/Team': 'data' },
  });
});

test('the code of a function is judged by its object, and by the key of its bucket', async () => {
  const sample = samples['lambda:UpdateFunctionCode']!;
  await expect(about('lambda:UpdateFunctionCode', sample, 's3:GetObject')).resolves.toEqual([
    ['arn:aws:s3:::packages/functions/job.zip', undefined],
  ]);
  await expect(about('lambda:UpdateFunctionCode', sample, 'kms:Decrypt')).resolves.toEqual([
    [KEY, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'aws:ResourceTag/Team': 'data' }],
  ]);
});

test('a member that is switched off causes no call', async () => {
  const form = { ...server, ManageMasterUserPassword: 'false' };
  await expect(about('rds:CreateDBInstance', { form }, 'secretsmanager:CreateSecret')).resolves.toEqual([]);
});

test('the logs of the CDN are judged by the bucket of their destination, and where it is', async () => {
  await expect(about('logs:CreateDelivery', samples['logs:CreateDelivery']!, 's3:GetBucketPolicy')).resolves.toEqual([
    ['arn:aws:s3:::access-logs', { 'aws:RequestedRegion': 'eu-west-1' }],
  ]);
});

test('a recovery point that is not a snapshot is deleted by Backup itself', async () => {
  const route = `DELETE /backup-vaults/v/recovery-points/${encodeURIComponent(here('backup', 'recovery-point:1'))}`;
  await expect(forwarded('backup:DeleteRecoveryPoint', { route })).resolves.toEqual([]);
});

test('a service with an existing role creates none', async () => {
  const there = madeUpWorld({
    ListRoles: answer('ListRoles', '<Roles><member><Arn>arn</Arn></member></Roles>'),
  });
  const call = madeUpCall({ service: 'access-analyzer', method: 'PUT', path: '/analyzer' });
  await expect(forwardedAccesses(call, { protocol: 'json', name: 'PUT /analyzer' }, there)).resolves.toEqual([]);
});

test('for a call about which AWS documents nothing, nothing is judged', async () => {
  await expect(forwarded('ec2:CreateVpc', { form: { CidrBlock: '10.0.0.0/16' } })).resolves.toEqual([]);
});
