import { forwardedBy, forwardedCalls } from '@malinshopper/aws-facts';
import { ACCOUNT, madeUpCall, madeUpWorld } from '../../testing/made-up-world';
import { forwardedAccesses } from '.';

const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const here = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;
const KEY = here('kms', 'key/k-1');
const BALANCER = here('elasticloadbalancing', 'loadbalancer/app/web/1');
const ACL = here('wafv2', 'global/webacl/cdn/1');
const SNAPSHOT = here('rds', 'snapshot:awsbackup:job-1');
const ROLE = iam('role/compute/web');

const answer = (action: string, result: string) =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
const tags = '<member><Key>Team</Key><Value>compute</Value></member>';
const templateData =
  '<imageId>ami-1</imageId><iamInstanceProfile><name>web</name></iamInstanceProfile>' +
  '<securityGroupIdSet><item>sg-1</item></securityGroupIdSet><tagSpecificationSet>' +
  ['instance', 'volume']
    .map(
      (kind) =>
        `<item><resourceType>${kind}</resourceType><tagSet><item><key>Team</key><value>compute</value></item></tagSet></item>`,
    )
    .join('') +
  '</tagSpecificationSet>';

const world = () =>
  madeUpWorld({
    DescribeSubnets:
      '<DescribeSubnetsResponse><subnetSet><item><vpcId>vpc-1</vpcId></item></subnetSet></DescribeSubnetsResponse>',
    DescribeTags: answer('DescribeTags', `<TagDescriptions><member><Tags>${tags}</Tags></member></TagDescriptions>`),
    DescribeLoadBalancers: answer(
      'DescribeLoadBalancers',
      '<LoadBalancers><member><VpcId>vpc-1</VpcId></member></LoadBalancers>',
    ),
    DescribeDBSubnetGroups: answer(
      'DescribeDBSubnetGroups',
      '<DBSubnetGroups><DBSubnetGroup><VpcId>vpc-1</VpcId></DBSubnetGroup></DBSubnetGroups>',
    ),
    DescribeDBInstances: answer(
      'DescribeDBInstances',
      '<DBInstances><DBInstance><DBSubnetGroup><VpcId>vpc-1</VpcId></DBSubnetGroup></DBInstance></DBInstances>',
    ),
    DescribeLaunchTemplateVersions: `<DescribeLaunchTemplateVersionsResponse><launchTemplateVersionSet><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateData>${templateData}</launchTemplateData></item></launchTemplateVersionSet></DescribeLaunchTemplateVersionsResponse>`,
    GetInstanceProfile: answer(
      'GetInstanceProfile',
      `<InstanceProfile><Roles><member><Arn>${ROLE}</Arn></member></Roles></InstanceProfile>`,
    ),
    GetRole: answer('GetRole', `<Role><Arn>${ROLE}</Arn></Role>`),
    'TrentService.DescribeKey': { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } },
    'TrentService.GetKeyPolicy': { Policy: '{"Statement":[]}' },
    'TrentService.ListResourceTags': { Tags: [{ TagKey: 'Team', TagValue: 'data' }] },
    'AWSWAF_20190729.ListTagsForResource': { TagInfoForResource: { TagList: [{ Key: 'Team', Value: 'data' }] } },
    'GET /access-logs?location': '<LocationConstraint xmlns="s3">eu-west-1</LocationConstraint>',
    'Logs_20140328.GetDeliveryDestination': {
      deliveryDestination: {
        deliveryDestinationConfiguration: { destinationResourceArn: 'arn:aws:s3:::access-logs/cdn' },
      },
    },
  });

/** A call as a client makes it: a form, JSON with a target, or a route with JSON or XML. */
interface Sample {
  readonly form?: Record<string, string>;
  readonly json?: object;
  readonly route?: string;
  readonly body?: object | string;
}
const subnets = { 'Subnets.member.1': 'subnet-1', 'SecurityGroups.member.1': 'sg-1' };
const server = { DBInstanceIdentifier: 'mysql', MonitoringRoleArn: ROLE, ManageMasterUserPassword: 'true' };
const launch = {
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId': 'lt-1',
  VPCZoneIdentifier: 'subnet-1,subnet-2',
};

const samples: Readonly<Record<string, Sample>> = {
  'access-analyzer:CreateAnalyzer': { route: 'PUT /analyzer', body: { analyzerName: 'a' } },
  'autoscaling:CreateAutoScalingGroup': { form: launch },
  'autoscaling:UpdateAutoScalingGroup': { form: launch },
  'backup:CreateBackupSelection': {
    route: 'PUT /backup/plans/p-1/selections/',
    body: { BackupSelection: { IamRoleArn: ROLE } },
  },
  'backup:CreateBackupVault': { route: 'PUT /backup-vaults/v', body: { EncryptionKeyArn: KEY } },
  'backup:DeleteRecoveryPoint': {
    route: `DELETE /backup-vaults/v/recovery-points/${encodeURIComponent(SNAPSHOT)}`,
  },
  'cloudfront:CreateDistribution': {
    route: 'POST /2020-05-31/distribution',
    body: `<DistributionConfig><WebACLId>${ACL}</WebACLId></DistributionConfig>`,
  },
  'cloudfront:UpdateDistribution': {
    route: 'PUT /2020-05-31/distribution/E1/config',
    body: `<DistributionConfig><WebACLId>${ACL}</WebACLId></DistributionConfig>`,
  },
  'cloudtrail:CreateTrail': { json: { CloudWatchLogsRoleArn: ROLE } },
  'cloudtrail:UpdateTrail': { json: { CloudWatchLogsRoleArn: ROLE } },
  'codedeploy:CreateDeploymentGroup': { json: { serviceRoleArn: ROLE } },
  'codedeploy:UpdateDeploymentGroup': { json: { serviceRoleArn: ROLE } },
  'ec2:CreateFlowLogs': { form: { DeliverLogsPermissionArn: ROLE } },
  'elasticache:CreateCacheSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'elasticache:ModifyCacheSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'elasticache:CreateReplicationGroup': { form: { KmsKeyId: KEY } },
  'elasticache:ModifyReplicationGroup': { form: { 'SecurityGroupIds.SecurityGroupId.1': 'sg-1' } },
  'elasticloadbalancing:CreateLoadBalancer': { form: subnets },
  'elasticloadbalancing:CreateTargetGroup': { form: { VpcId: 'vpc-1' } },
  'elasticloadbalancing:SetSecurityGroups': { form: { LoadBalancerArn: BALANCER, 'SecurityGroups.member.1': 'sg-1' } },
  'elasticloadbalancing:SetSubnets': { form: { LoadBalancerArn: BALANCER } },
  'elasticmapreduce:RunJobFlow': { json: { ServiceRole: 'emr', JobFlowRole: 'nodes' } },
  'iam:AddRoleToInstanceProfile': { form: { RoleName: 'web' } },
  'logs:CreateDelivery': { json: { deliveryDestinationArn: here('logs', 'delivery-destination:cdn') } },
  'logs:PutDeliverySource': { json: { resourceArn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } },
  'rds:CreateDBInstance': {
    form: { ...server, DBSubnetGroupName: 'mysql', KmsKeyId: KEY, MasterUserSecretKmsKeyId: KEY },
  },
  'rds:ModifyDBInstance': { form: { ...server, RotateMasterUserPassword: 'true', MasterUserSecretKmsKeyId: KEY } },
  'rds:CreateDBSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'rds:ModifyDBSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'wafv2:AssociateWebACL': { json: { WebACLArn: ACL, ResourceArn: BALANCER } },
  'wafv2:DisassociateWebACL': { json: { ResourceArn: BALANCER } },
  'wafv2:GetWebACLForResource': { json: { ResourceArn: BALANCER } },
  'wafv2:DeleteLoggingConfiguration': { json: { ResourceArn: ACL } },
  'wafv2:PutLoggingConfiguration': { json: { LoggingConfiguration: { ResourceArn: ACL } } },
};

function forwarded(action: string, { form, json, route, body = '' }: Sample) {
  const [service = '', name = ''] = action.split(':');
  const [method = 'POST', path = '/'] = route?.split(' ') ?? [];
  const type = form && { 'content-type': 'application/x-www-form-urlencoded' };
  const text = form ? new URLSearchParams({ Action: name, ...form }).toString() : json ? JSON.stringify(json) : body;
  const call = madeUpCall({
    service,
    method,
    path,
    headers: { ...type, ...(json && { 'x-amz-target': `X.${name}` }) },
    body: Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)),
  });
  const protocol = form ? 'query' : 'json';
  return forwardedAccesses(call, { protocol, name: route ? `${method} ${path}` : name }, world());
}

const judgedElsewhere = /^(s3|sqs|secretsmanager):/;
const actions = Object.keys(forwardedCalls).filter((action) => !judgedElsewhere.test(action));

test('there is a sample of each action that has calls made', () => {
  expect(Object.keys(samples).sort()).toEqual(actions.sort());
});

test.each(actions)('of %s each call that AWS would make is judged', async (action) => {
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

test('a load balancer without security groups has nobody ask for those of its VPC', async () => {
  const sample = { form: { 'Subnets.member.1': 'subnet-1' } };
  await expect(
    about('elasticloadbalancing:CreateLoadBalancer', sample, 'ec2:GetSecurityGroupsForVpc'),
  ).resolves.toEqual([]);
});

test('a VPC that cannot be found out is one of nobody’s', async () => {
  const [found] = await about('rds:CreateDBSubnetGroup', { form: {} }, 'ec2:DescribeVpcAttribute');
  expect(found).toEqual([here('ec2', 'vpc/unknown'), {}]);
});

test('what a launch template starts is judged by template, image, network, group, tags and role', async () => {
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

test('a member that is switched off has nothing called', async () => {
  const form = { ...server, ManageMasterUserPassword: 'false' };
  await expect(about('rds:CreateDBInstance', { form }, 'secretsmanager:CreateSecret')).resolves.toEqual([]);
});

test('the logs of the CDN are judged by the bucket of their destination, and where it is', async () => {
  await expect(about('logs:CreateDelivery', samples['logs:CreateDelivery']!, 's3:GetBucketPolicy')).resolves.toEqual([
    ['arn:aws:s3:::access-logs', { 'aws:RequestedRegion': 'eu-west-1' }],
  ]);
});

test('a backup that is no snapshot is deleted by Backup itself', async () => {
  const route = `DELETE /backup-vaults/v/recovery-points/${encodeURIComponent(here('backup', 'recovery-point:1'))}`;
  await expect(forwarded('backup:DeleteRecoveryPoint', { route })).resolves.toEqual([]);
});

test('a service whose role is there makes none', async () => {
  const there = madeUpWorld({
    ListRoles: answer('ListRoles', '<Roles><member><Arn>arn</Arn></member></Roles>'),
  });
  const call = madeUpCall({ service: 'access-analyzer', method: 'PUT', path: '/analyzer' });
  await expect(forwardedAccesses(call, { protocol: 'json', name: 'PUT /analyzer' }, there)).resolves.toEqual([]);
});

test('a call of which AWS documents nothing has nothing judged', async () => {
  await expect(forwarded('ec2:CreateVpc', { form: { CidrBlock: '10.0.0.0/16' } })).resolves.toEqual([]);
});
