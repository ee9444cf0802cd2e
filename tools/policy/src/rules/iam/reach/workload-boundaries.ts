import { workloadBoundaryNames, type Account } from '@malinshopper/environments';
import { demands, excludes, says, type Reach } from './reach';

const writesLog = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
const usesKey = ['kms:Decrypt', 'kms:GenerateDataKey'];
const by = (...who: readonly string[]) => demands('aws:PrincipalArn', ...who);
const of = (team: string) => demands('aws:ResourceTag/Team', team);
const via = (...services: readonly string[]) =>
  demands('kms:ViaService', ...services.map((service) => `${service}.*.amazonaws.com`));
const forAws = says('Bool', 'kms:GrantIsForAWSResource', 'true');

/** ARNs in an account, in each of its regions. Each boundary as a whole denies other regions. */
const wordsOf = ({ id }: Account) => ({
  arn: (service: string, rest: string) => `arn:aws:${service}:*:${id}:${rest}`,
  bucket: (purpose: string, part = '') => `arn:aws:s3:::malinshopper-*-${purpose}-${id}${part}`,
  iam: (rest: string) => `arn:aws:iam::${id}:${rest}`,
});
type Words = ReturnType<typeof wordsOf>;

/**
 * The permissions of the boundary for roles of compute. A denial in this boundary excludes the roles of all other apps.
 */
function ofCompute({ arn, bucket, iam }: Words): readonly Reach[] {
  const [emr, node, key] = [by('*-cluster-service'), by('*-cluster-node'), arn('kms', 'key/*')];
  const ifOfCompute = says('StringEqualsIfExists', 'aws:ResourceTag/Team', 'compute');
  const forEmr = demands('aws:ResourceTag/for-use-with-amazon-emr-managed-policies', 'true');
  const requested = says('StringEqualsIfExists', 'aws:RequestTag/Team', 'compute');
  return [
    {
      actions: [
        ...['ec2messages:*', 'ssmmessages:*Channel', 'logs:DescribeLogGroups'],
        ...['ssm:DescribeAssociation', 'ssm:DescribeDocument', 'ssm:GetDeployable*', 'ssm:GetDocument'],
        ...['ssm:GetManifest', 'ssm:List*Associations', 'ssm:PutComplianceItems', 'ssm:PutConfigure*'],
        ...['ssm:PutInventory', 'ssm:Update*AssociationStatus', 'ssm:UpdateInstanceInformation'],
      ],
      on: ['*'],
    },
    { actions: ['cloudwatch:PutMetricData'], on: ['*'], where: [demands('cloudwatch:namespace', 'Malinshopper')] },
    { actions: ['autoscaling:SetInstanceHealth'], on: ['*'], where: [of('compute')] },
    {
      actions: [
        ...[...writesLog, 's3:GetObject', 's3:GetObjectVersion', 'secretsmanager:GetSecretValue'],
        ...['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      ],
      on: [
        arn('logs', 'log-group:/malinshopper/*'),
        bucket('content', '/*'),
        ...['cluster', 'releases', 'software'].map((part) => bucket('packages', `/${part}/*`)),
        ...['arn:aws:s3:::repo.*.emr.amazonaws.com/*', 'arn:aws:s3:::al2023-repos-*-de612dc2/*'],
        arn('secretsmanager', 'secret:malinshopper/*/database/*'),
        arn('sqs', '*-content-*'),
      ],
    },
    {
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListBucket', 's3:PutObject'],
      on: [bucket('content'), bucket('content', '/*')],
    },
    { actions: usesKey, on: [key], where: [of('data'), via('s3', 'secretsmanager', 'sqs')] },
    {
      actions: ['kms:Decrypt'],
      on: [key],
      where: [of('platform'), says('ForAnyValue:StringEquals', 'kms:EncryptionContextKeys', 'aws:ssm:SessionId')],
    },
    {
      actions: ['s3:PutObject'],
      on: [bucket('cluster-logs', '/*'), 'arn:aws:s3:::aws157-logs-prod-*/*'],
      where: [node],
    },
    { actions: ['ec2:Describe*'], on: ['*'], where: [emr] },
    {
      actions: ['ec2:CreateFleet', 'ec2:CreateLaunchTemplate*', 'ec2:CreateNetworkInterface', 'ec2:RunInstances'],
      on: ['*'],
      where: [emr, says('StringEqualsIfExists', 'aws:ResourceTag/Team', 'compute', 'network'), requested],
    },
    {
      actions: ['ec2:CreateTags'],
      on: ['*'],
      where: [emr, ifOfCompute, requested, says('Null', 'ec2:CreateAction', 'false')],
    },
    {
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      on: ['*'],
      where: [
        ...[emr, ifOfCompute, forEmr, says('Null', 'aws:TagKeys', 'false')],
        excludes('ForAllValues:StringNotEquals', 'aws:TagKeys', 'Team'),
      ],
    },
    {
      actions: [
        ...['ec2:DeleteLaunchTemplate', 'ec2:DeleteNetworkInterface', 'ec2:ModifyInstanceAttribute'],
        'ec2:TerminateInstances',
      ],
      on: ['*'],
      where: [emr, ifOfCompute, forEmr],
    },
    {
      actions: ['ec2:AuthorizeSecurityGroup*', 'ec2:RevokeSecurityGroup*'],
      on: ['*'],
      where: [emr, of('compute')],
    },
    {
      actions: ['iam:PassRole'],
      on: [iam('role/compute/*-cluster-node')],
      where: [emr, demands('iam:PassedToService', 'ec2.amazonaws.com')],
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      on: [iam('role/aws-service-role/spot.amazonaws.com/*')],
      where: [emr],
    },
    {
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      on: [key],
      where: [by('*-cluster-service', '*-cluster-node'), ifOfCompute],
    },
    { actions: ['kms:CreateGrant'], on: [key], where: [emr, ifOfCompute, forAws] },
  ];
}

function ofDelivery({ arn, bucket, iam }: Words): readonly Reach[] {
  const deployer = iam('role/delivery/*-deployer');
  const releasers = [iam('role/delivery/*-release'), iam('user/delivery/*-continuousphp')];
  const key = arn('kms', 'key/*');
  return [
    {
      actions: [
        ...['autoscaling:*LifecycleAction*', 'autoscaling:*LifecycleHook', 'autoscaling:ResumeProcesses'],
        ...['autoscaling:SuspendProcesses', 'elasticloadbalancing:*Targets'],
      ],
      on: ['*'],
      where: [by(deployer), of('compute')],
    },
    {
      actions: [
        ...['autoscaling:DescribeLifecycleHooks', 'ec2:DescribeInstanceStatus', 'ec2:DescribeInstances'],
        ...['elasticloadbalancing:DescribeTarget*', 'tag:GetResources'],
      ],
      on: ['*'],
      where: [by(deployer)],
    },
    { actions: ['sns:Publish'], on: [arn('sns', '*-delivery-alarms')], where: [by(deployer)] },
    { actions: usesKey, on: [key], where: [by(deployer), of('platform'), via('sns')] },
    {
      actions: [
        ...['codedeploy:BatchGet*', 'codedeploy:CreateDeployment', 'codedeploy:Get*', 'codedeploy:List*'],
        ...['codedeploy:RegisterApplicationRevision', 'codedeploy:UpdateDeploymentGroup'],
        ...['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
      ],
      on: [
        arn('codedeploy', 'application:*-malinshopper'),
        arn('codedeploy', 'deploymentconfig:*'),
        arn('codedeploy', 'deploymentgroup:*-malinshopper/*'),
        bucket('packages', '/releases/*'),
      ],
      where: [by(...releasers)],
    },
    {
      actions: ['codedeploy:*DeploymentTarget*', 'codedeploy:StopDeployment', 'elasticmapreduce:ListClusters'],
      on: ['*'],
      where: [by(...releasers)],
    },
    {
      actions: ['autoscaling:DescribeAutoScalingGroups', 'cloudwatch:DescribeAlarms'],
      on: ['*'],
      where: [by(deployer, ...releasers)],
    },
    { actions: usesKey, on: [key], where: [by(...releasers), of('data'), via('s3')] },
    { actions: ['elasticmapreduce:*Step*'], on: ['*'], where: [by(...releasers), of('compute')] },
  ];
}

function ofOthers({ arn, bucket, iam }: Words): readonly Reach[] {
  const role = (rest: string) => by(iam(`role/${rest}`));
  const [flows, users, backup] = [role('network/*-flow-log'), role('data/*-database-users'), role('data/*-backup')];
  const key = arn('kms', 'key/*');
  const passwords = arn('secretsmanager', 'secret:malinshopper/*/database/*');
  return [
    {
      actions: writesLog,
      on: [arn('logs', 'log-group:/malinshopper/account/trail*')],
      where: [role('account/*account-trail')],
    },
    { actions: writesLog, on: [arn('logs', 'log-group:/malinshopper/*/flow-log*')], where: [flows] },
    { actions: ['logs:DescribeLogGroups'], on: ['*'], where: [flows] },
    {
      actions: [
        ...['ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
        ...['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:UnassignPrivateIpAddresses'],
      ],
      on: ['*'],
      where: [users],
    },
    {
      actions: [...writesLog, 'secretsmanager:GetSecretValue'],
      on: [arn('logs', 'log-group:/aws/lambda/*-database-users:*'), arn('secretsmanager', 'secret:rds!*'), passwords],
      where: [users],
    },
    { actions: ['secretsmanager:PutSecretValue'], on: [passwords], where: [users] },
    { actions: usesKey, on: [key], where: [users, of('data'), via('secretsmanager')] },
    {
      actions: [...writesLog, 'logs:CreateLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
      on: [arn('logs', 'log-group:RDSOSMetrics*')],
      where: [role('data/*-database-monitoring')],
    },
    {
      actions: [
        ...['backup:DescribeBackupVault', 'cloudwatch:GetMetricData', 'events:ListRules', 'rds:DescribeDBInstances'],
        ...['rds:DescribeDBSnapshots', 's3:ListAllMyBuckets', 'tag:GetResources'],
      ],
      on: ['*'],
      where: [backup],
    },
    {
      actions: [
        ...['backup:TagResource', 'events:*Rule', 'events:*Targets', 'events:ListTargetsByRule'],
        ...['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:CreateDBSnapshot', 'rds:DeleteDBSnapshot'],
        ...['rds:ListTagsForResource', 's3:Get*', 's3:ListBucket*', 's3:PutBucketNotification', 's3:PutInventory*'],
      ],
      on: [
        arn('backup', 'recovery-point:*'),
        arn('events', 'rule/AwsBackupManagedRule*'),
        ...[arn('rds', 'db:*'), arn('rds', 'snapshot:awsbackup:*'), bucket('content'), bucket('content', '/*')],
      ],
      where: [backup],
    },
    { actions: [...usesKey, 'kms:DescribeKey'], on: [key], where: [backup, of('data')] },
    { actions: ['kms:CreateGrant'], on: [key], where: [backup, of('data'), forAws] },
  ];
}

const { compute, delivery, others } = workloadBoundaryNames;
const rows: Readonly<Record<string, (words: Words) => readonly Reach[]>> = {
  [compute]: ofCompute,
  [delivery]: ofDelivery,
  [others]: ofOthers,
};

/**
 * The maximum permissions of the boundary with this name. The table repeats the list of apps/account on purpose: if a
 * boundary becomes wider there, this is a finding until the table changes too.
 * @returns an empty list for another name
 */
export const reachOfWorkloadBoundary = (account: Account, name: string): readonly Reach[] =>
  rows[name]?.(wordsOf(account)) ?? [];
