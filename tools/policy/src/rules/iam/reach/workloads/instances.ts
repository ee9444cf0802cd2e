import { writerRolesOf, type Environment, type Role } from '@malinshopper/environments';
import { demands, says, type Reach } from '../reach';
import { onAll, usesKey, writesLog, type Words } from './words';

/**
 * Instances: of groups, and the nodes of a cluster.
 * @param roles the roles of the environment that the instances have: one on an instance of a group
 */
export function instances(words: Words, environment: Environment, roles: readonly Role[]): readonly Reach[] {
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
      on: roles.map((role) => regional('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}-${role}`)),
    },
    { actions: writesLog, on: [...log(`/malinshopper/${name}/*`), ...log('/malinshopper/account/sessions')] },
    { actions: ['s3:ListBucket'], on: [bucket('content')] },
    { actions: ['s3:GetObject*'], on: [bucket('content', '/*')] },
    {
      actions: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      on: writerRolesOf(environment)
        .filter((role) => roles.includes(role))
        .map((role) => bucket('content', `/${role}/*`)),
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
      on: roles.map((role) =>
        regional('secretsmanager', `secret:malinshopper/${name}/database/${environment.roles[role].database}-??????`),
      ),
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
