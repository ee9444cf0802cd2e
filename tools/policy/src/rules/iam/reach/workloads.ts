import {
  branchHost,
  branchPattern,
  hostOf,
  rolesOf,
  writerRolesOf,
  type Environment,
} from '@malinshopper/environments';
import { demands, says, type Reach } from './reach';

/** Addresses in an account, in the region of an environment and those of its hosts. */
function wordsOf(environment: Environment) {
  const { account, region, name } = environment;
  const hosts = (['network', 'loadBalancer', 'database'] as const).map((each) => hostOf(environment, each).name);
  const regional = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`;
  return {
    name,
    region,
    id: account.id,
    /** Its own name, and those of the environments that it borrows from. */
    names: [...new Set([name, ...hosts])],
    regional,
    iam: (rest: string) => `arn:aws:iam::${account.id}:${rest}`,
    bucket: (purpose: string, part = '') => `arn:aws:s3:::malinshopper-${name}-${purpose}-${account.id}${part}`,
    log: (group: string) => ['', ':*'].map((streams) => regional('logs', `log-group:${group}${streams}`)),
    key: (path: string) => [regional('kms', `key/${path}`)],
    /** Of a construct of the account app, which has one in each region: `account/sessions`, `account/eu-central-1/sessions`. */
    accountKey: (path: string) => ['', `${region}/`].map((part) => regional('kms', `key/account/${part}${path}`)),
    /** What the account has once is in its own region. */
    ofAccount: (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`,
    via: (service: string) => demands('kms:ViaService', `${service}.${region}.amazonaws.com`),
  };
}
type Words = ReturnType<typeof wordsOf>;

const onAll = (...actions: readonly string[]): Reach => ({ actions, on: ['*'] });
const writesLog = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
const usesKey = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const forAws = says('Bool', 'kms:GrantIsForAWSResource', 'true');

/** Instances: of groups, and the nodes of a cluster. */
function instances(words: Words, environment: Environment): readonly Reach[] {
  const { regional, bucket, log, key, accountKey, via, name, region } = words;
  return [
    onAll(
      'ec2messages:*',
      'ssmmessages:*',
      'logs:DescribeLogGroups',
      'ec2:DescribeInstances',
      'ec2:DescribeTags',
      'ec2:DescribeVolumes',
      'ssm:GetDeployablePatchSnapshotForInstance',
      'ssm:GetManifest',
      'ssm:List*',
      'ssm:PutConfigurePackageResult',
      'ssm:PutInventory',
    ),
    { actions: ['cloudwatch:PutMetricData'], on: ['*'], where: [demands('cloudwatch:namespace', 'Malinshopper')] },
    {
      actions: [
        'ssm:DescribeAssociation',
        'ssm:DescribeDocument',
        'ssm:GetDocument',
        'ssm:List*',
        'ssm:PutComplianceItems',
        'ssm:Update*Association*',
        'ssm:UpdateInstanceInformation',
      ],
      // Documents of AWS are in accounts of AWS.
      on: [regional('ec2', 'instance/*'), regional('ssm', 'association/*'), `arn:aws:ssm:${region}:*:document/*`],
    },
    {
      actions: ['autoscaling:SetInstanceHealth'],
      on: rolesOf(environment).map((role) =>
        regional('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}-${role}`),
      ),
    },
    { actions: writesLog, on: [...log(`/malinshopper/${name}/*`), ...log('/malinshopper/account/sessions')] },
    { actions: ['s3:ListBucket'], on: [bucket('content')] },
    { actions: ['s3:GetObject*'], on: [bucket('content', '/*')] },
    {
      actions: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      on: writerRolesOf(environment).map((role) => bucket('content', `/${role}/*`)),
    },
    {
      actions: ['s3:GetObject*'],
      on: ['releases', 'software', 'cluster'].map((part) => bucket('packages', `/${part}/*`)),
    },
    { actions: ['s3:PutObject'], on: [bucket('cluster-logs', '/*'), 'arn:aws:s3:::aws157-logs-prod-*'] },
    {
      actions: ['s3:GetObject'],
      on: ['arn:aws:s3:::al2023-repos-*', `arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`],
    },
    {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      on: [regional('secretsmanager', `secret:malinshopper/${name}/database/*-??????`)],
    },
    {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      on: [regional('sqs', `${name}-content-*`)],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: key('data/content/*'), where: [via('s3')] },
    { actions: ['kms:Decrypt'], on: key('data/content/*'), where: [via('sqs')] },
    { actions: ['kms:Decrypt'], on: key('data/database/*'), where: [via('secretsmanager')] },
    {
      actions: ['kms:Decrypt'],
      on: accountKey('sessions/*'),
      where: [says('ForAnyValue:StringEquals', 'kms:EncryptionContextKeys', 'aws:ssm:SessionId')],
    },
    { actions: usesKey, on: key('compute/cluster/*') },
  ];
}

/** EMR, with the nodes of a cluster (EMR management guide, "Service role for Amazon EMR"). */
function clusters(words: Words): readonly Reach[] {
  const { regional, key, iam, name, region } = words;
  const spot = iam('role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot');
  const kinds = ['fleet', 'instance', 'launch-template', 'network-interface', 'volume'];
  const made = kinds.map((kind) => regional('ec2', `${kind}/*`));
  const [images, subnets] = [`arn:aws:ec2:${region}::image/ami-*`, regional('ec2', 'subnet/*')];
  const makes = [
    'ec2:CreateFleet',
    'ec2:CreateLaunchTemplate',
    'ec2:CreateLaunchTemplateVersion',
    'ec2:CreateNetworkInterface',
    'ec2:RunInstances',
  ];
  const tag = 'for-use-with-amazon-emr-managed-policies';
  return [
    onAll('ec2:Describe*'),
    { actions: ['ec2:DescribeVpcAttribute'], on: [regional('ec2', 'vpc/*')] },
    { actions: makes, on: [images, ...['fleet', 'network-interface'].map((kind) => regional('ec2', `${kind}/*`))] },
    { actions: [...makes, 'ec2:*SecurityGroup*gress'], on: [regional('ec2', 'security-group/compute/cluster/*')] },
    {
      actions: makes,
      on: [subnets],
      where: [demands('ec2:Vpc', regional('ec2', 'vpc/network/*'))],
    },
    { actions: makes, on: made, where: [demands(`aws:RequestTag/${tag}`, 'true')] },
    {
      actions: [
        ...makes,
        'ec2:CreateTags',
        'ec2:DeleteLaunchTemplate',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteTags',
        'ec2:ModifyInstanceAttribute',
        'ec2:TerminateInstances',
      ],
      on: made,
      where: [demands(`aws:ResourceTag/${tag}`, 'true')],
    },
    {
      actions: ['ec2:CreateTags'],
      on: made,
      where: [demands('ec2:CreateAction', ...makes.map((action) => action.replace('ec2:', '')))],
    },
    { actions: usesKey, on: key('compute/cluster/*') },
    { actions: ['kms:CreateGrant'], on: key('compute/cluster/*'), where: [forAws] },
    {
      actions: ['iam:PassRole'],
      on: [iam(`role/compute/${name}-*`)],
      where: [demands('iam:PassedToService', 'ec2.amazonaws.com')],
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      on: [spot],
      where: [demands('iam:AWSServiceName', 'spot.amazonaws.com')],
    },
  ];
}

/** AWS Backup (Backup developer guide, "AWS managed policies": those for backups and restores, with own resources in them). */
function backups({ regional, bucket, key, via, names }: Words): readonly Reach[] {
  const databases = names.map((name) => regional('rds', `db:${name}-*`));
  const copies = regional('rds', 'snapshot:awsbackup:*');
  return [
    onAll('cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets', 'tag:GetResources'),
    { actions: ['backup:DescribeBackupVault'], on: names.map((name) => regional('backup', `backup-vault:${name}*`)) },
    { actions: ['backup:TagResource'], on: [regional('backup', 'recovery-point:*')] },
    { actions: ['events:*'], on: [regional('events', 'rule/AwsBackupManagedRule*')] },
    { actions: ['rds:Describe*'], on: [regional('rds', 'db:*'), regional('rds', 'snapshot:*')] },
    {
      actions: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:CreateDBSnapshot', 'rds:ListTagsForResource'],
      on: [...databases, copies],
    },
    { actions: ['rds:DeleteDBSnapshot', 'rds:ModifyDBSnapshotAttribute'], on: [copies] },
    {
      actions: ['s3:Get*', 's3:ListBucket*', 's3:PutBucketNotification', 's3:PutInventoryConfiguration'],
      on: [bucket('content')],
    },
    { actions: ['s3:GetObject*'], on: [bucket('content', '/*')] },
    { actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], on: key('data/backup/*') },
    { actions: ['kms:DescribeKey'], on: key('data/*') },
    { actions: ['kms:Decrypt', 'kms:DescribeKey'], on: key('data/content/*'), where: [via('s3')] },
    { actions: ['kms:CreateGrant'], on: [...key('data/backup/*'), ...key('data/database/*')], where: [forAws] },
  ];
}

/** The function that makes the users of databases: it alone reads the secret of the master user (MAL_RDS_10). */
function usersJob({ regional, log, key, via, name }: Words): readonly Reach[] {
  return [
    onAll('ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'),
    {
      actions: ['ec2:*NetworkInterface', 'ec2:*PrivateIpAddresses'],
      on: [regional('ec2', '*/*')],
    },
    { actions: writesLog, on: log(`/aws/lambda/${name}-*`) },
    {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      on: [regional('secretsmanager', 'secret:malinshopper/*/database/*')],
    },
    { actions: ['secretsmanager:GetSecretValue'], on: [regional('secretsmanager', 'secret:rds!data/*')] },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: key('data/database/*'), where: [via('secretsmanager')] },
  ];
}

/** CodeDeploy (CodeDeploy user guide, "Create a service role": its policy, with own groups in it). */
function deployments({ regional, accountKey, via, name, names }: Words, environment: Environment): readonly Reach[] {
  return [
    onAll('autoscaling:Describe*', 'ec2:DescribeInstance*', 'elasticloadbalancing:Describe*', 'tag:GetResources'),
    {
      actions: ['autoscaling:*Lifecycle*', 'autoscaling:ResumeProcesses', 'autoscaling:SuspendProcesses'],
      on: rolesOf(environment).map((role) =>
        regional('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}-${role}`),
      ),
    },
    {
      actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      on: names.map((each) => regional('elasticloadbalancing', `targetgroup/${each}-*/*`)),
    },
    { actions: ['cloudwatch:DescribeAlarms'], on: [regional('cloudwatch', 'alarm:*')] },
    { actions: ['sns:Publish'], on: [regional('sns', '*-delivery-alarms')] },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: accountKey('alarms/delivery/*'), where: [via('sns')] },
  ];
}

/** Releases: of one environment, and from the host of branches those of branches too (MAL_IAM_26 to MAL_IAM_28 judge them closely). */
export function reachOfReleases(environment: Environment): readonly Reach[] {
  const { regional, bucket, key, via, name, id, region } = wordsOf(environment);
  const isHost = environment.kind === branchHost;
  const applications = [name, ...(isHost ? [branchPattern] : [])].map((each) => `${each}-malinshopper`);
  const packages = [
    bucket('packages', '/releases/*'),
    ...(isHost ? [`arn:aws:s3:::malinshopper-${branchPattern}-packages-${id}/releases/*`] : []),
  ];
  const ofBranches: readonly Reach[] = [
    {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      on: [`arn:aws:kms:${region}:${id}:key/*`],
      where: [via('s3'), demands('aws:ResourceTag/App', 'data'), demands('aws:ResourceTag/Environment', branchPattern)],
    },
  ];
  return [
    onAll(
      'autoscaling:Describe*',
      'codedeploy:BatchGet*',
      'codedeploy:Get*',
      'codedeploy:List*',
      'codedeploy:StopDeployment',
      'elasticmapreduce:ListClusters',
    ),
    {
      actions: [
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:BatchGet*',
        'codedeploy:RegisterApplicationRevision',
      ],
      on: applications.map((each) => regional('codedeploy', `application:${each}`)),
    },
    {
      actions: [
        'codedeploy:BatchGet*',
        'codedeploy:CreateDeployment',
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:UpdateDeploymentGroup',
      ],
      on: applications.map((each) => regional('codedeploy', `deploymentgroup:${each}/*`)),
    },
    {
      actions: ['codedeploy:GetDeploymentConfig'],
      on: [regional('codedeploy', 'deploymentconfig:CodeDeployDefault.*')],
    },
    { actions: ['cloudwatch:DescribeAlarms'], on: [regional('cloudwatch', 'alarm:*')] },
    {
      actions: [
        'elasticmapreduce:AddJobFlowSteps',
        'elasticmapreduce:CancelSteps',
        'elasticmapreduce:Describe*',
        'elasticmapreduce:List*',
      ],
      on: [regional('elasticmapreduce', `cluster/${name}-*`)],
    },
    { actions: ['s3:GetObject*', 's3:PutObject'], on: packages },
    {
      actions: ['s3:PutObjectAcl'],
      on: packages,
      where: [demands('s3:x-amz-acl', 'bucket-owner-full-control')],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: key('data/content/*'), where: [via('s3')] },
    ...(isHost ? ofBranches : []),
  ];
}

/** What the roles of an app may do at most, by the service that assumes them. */
const byService: Readonly<Record<string, (words: Words, environment: Environment) => readonly Reach[]>> = {
  'account cloudtrail.amazonaws.com': ({ ofAccount, id }) => [
    {
      actions: writesLog,
      on: [ofAccount('logs', `log-group:/malinshopper/account/trail:log-stream:${id}_CloudTrail_*`)],
    },
  ],
  'network vpc-flow-logs.amazonaws.com': ({ log, name }) => [
    { actions: [...writesLog, 'logs:DescribeLogGroups'], on: log(`/malinshopper/${name}/flow-log`) },
  ],
  'data backup.amazonaws.com': backups,
  'data lambda.amazonaws.com': usersJob,
  // RDS user guide, "Setting up and enabling Enhanced Monitoring": RDS makes the log group.
  'data monitoring.rds.amazonaws.com': ({ regional }) => [
    {
      actions: [...writesLog, 'logs:CreateLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
      on: [regional('logs', 'log-group:RDSOSMetrics*')],
    },
  ],
  'compute ec2.amazonaws.com': instances,
  'compute elasticmapreduce.amazonaws.com': clusters,
  'delivery codedeploy.amazonaws.com': deployments,
};

/** What a role of an app may do at most, if a service assumes it that a row knows. */
export const reachOfWorkload = (app: string, service: string, environment: Environment): readonly Reach[] | undefined =>
  byService[`${app} ${service}`]?.(wordsOf(environment), environment);
