import { forwardedAccesses } from '../enforcement/forwarded';
import { withResourceTags } from '../enforcement/resource-tags';
import type { World } from '../enforcement/world';
import { ACCOUNT, madeUpCall, madeUpWorld } from './made-up-world';

const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
/** An ARN in the account and region of made-up calls. */
export const here = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;
export const KEY = here('kms', 'key/k-1');
const BALANCER = here('elasticloadbalancing', 'loadbalancer/app/web/1');
const ACL = here('wafv2', 'global/webacl/cdn/1');
const SNAPSHOT = here('rds', 'snapshot:awsbackup:job-1');
export const ROLE = iam('role/compute/web');

/** An answer in the query protocol. */
export const answer = (action: string, result: string) =>
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

const encrypted =
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>' +
  `<KMSMasterKeyID>${KEY}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;

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
    'GET /packages?encryption': encrypted,
    'GET /access-logs?location': '<LocationConstraint xmlns="s3">eu-west-1</LocationConstraint>',
    'Logs_20140328.GetDeliveryDestination': {
      deliveryDestination: {
        deliveryDestinationConfiguration: { destinationResourceArn: 'arn:aws:s3:::access-logs/cdn' },
      },
    },
  });

/** A call as a client makes it: a form, JSON with a target, or a route with JSON or XML. */
export interface Sample {
  readonly form?: Record<string, string>;
  readonly json?: object;
  readonly route?: string;
  readonly body?: object | string;
}
const subnets = { 'Subnets.member.1': 'subnet-1', 'SecurityGroups.member.1': 'sg-1' };
export const server = { DBInstanceIdentifier: 'mysql', MonitoringRoleArn: ROLE, ManageMasterUserPassword: 'true' };
export const launch = {
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId': 'lt-1',
  VPCZoneIdentifier: 'subnet-1,subnet-2',
};

const packed = { S3Bucket: 'packages', S3Key: 'functions/job.zip' };
const placed = { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } };

/** A call of each action that results in further calls, with all the members on which those depend. */
export const samples: Readonly<Record<string, Sample>> = {
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
  'lambda:CreateFunction': { route: 'POST /2015-03-31/functions', body: { Role: ROLE, ...placed, Code: packed } },
  'lambda:UpdateFunctionCode': { route: 'PUT /2015-03-31/functions/job/code', body: packed },
  'lambda:UpdateFunctionConfiguration': {
    route: 'PUT /2015-03-31/functions/job/configuration',
    body: { Role: ROLE, ...placed },
  },
  'logs:CreateDelivery': { json: { deliveryDestinationArn: here('logs', 'delivery-destination:cdn') } },
  'logs:PutDeliverySource': { json: { resourceArn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } },
  'rds:CreateDBInstance': {
    form: { ...server, DBSubnetGroupName: 'mysql', KmsKeyId: KEY, MasterUserSecretKmsKeyId: KEY },
  },
  'rds:ModifyDBInstance': { form: { ...server, RotateMasterUserPassword: 'true', MasterUserSecretKmsKeyId: KEY } },
  'rds:CreateDBSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'rds:ModifyDBSubnetGroup': { form: { 'SubnetIds.SubnetIdentifier.1': 'subnet-1' } },
  'secretsmanager:CreateSecret': { json: { Name: 'web', KmsKeyId: KEY } },
  'secretsmanager:UpdateSecret': { json: { SecretId: 'web', KmsKeyId: KEY } },
  'wafv2:AssociateWebACL': { json: { WebACLArn: ACL, ResourceArn: BALANCER } },
  'wafv2:DisassociateWebACL': { json: { ResourceArn: BALANCER } },
  'wafv2:GetWebACLForResource': { json: { ResourceArn: BALANCER } },
  'wafv2:DeleteLoggingConfiguration': { json: { ResourceArn: ACL } },
  'wafv2:PutLoggingConfiguration': { json: { LoggingConfiguration: { ResourceArn: ACL } } },
};

/**
 * The calls that AWS would make for a sample of an action, with the tags of their resources.
 * @param among @default - a world in which all resources of the samples exist
 */
export async function forwarded(action: string, { form, json, route, body = '' }: Sample, among: World = world()) {
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
  const accesses = await forwardedAccesses(call, { protocol, name: route ? `${method} ${path}` : name }, among);
  return Promise.all(accesses.map((access) => withResourceTags(among, access)));
}
