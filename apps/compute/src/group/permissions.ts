import { isWriter, jobOf, softwareFolder, writerRolesOf, type Role } from '@malinshopper/environments';
import type { PolicyStatement } from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { databaseSecretOf, isToldOfContent, type Surroundings } from '../surroundings';
import { sessions, systemsManager } from './systems-manager';

/** The permissions of the instances of a role, by the name of each policy. */
export function permissionsOf(
  role: Role,
  surroundings: Surroundings,
  logGroupArn: string,
): Record<string, readonly PolicyStatement[]> {
  const { environment, data } = surroundings;
  const traits = environment.roles[role];
  return {
    ...(isToldOfContent(role, environment) && { publications: takeFromQueues(surroundings) }),
    content: [
      { Sid: 'List', Action: 's3:ListBucket', Resource: data.contentBucketArn },
      { Sid: 'Read', Action: 's3:GetObject', Resource: `${data.contentBucketArn}/*` },
      { Sid: 'Decrypt', Action: 'kms:Decrypt', Resource: data.bucketKeyArn, Condition: through('s3', environment) },
      ...(isWriter(traits) ? writeOwnPrefix(role, surroundings) : []),
    ],
    packages: [
      {
        Sid: 'Revisions',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        // The prefix equals the prefix in the lifecycle of the bucket. Other prefixes are not readable, because the
        // bucket also contains the certificates of a cluster with their private key.
        Resource: `${data.packageBucketArn}/releases/*`,
      },
    ],
    database: [
      { Sid: 'Password', Action: 'secretsmanager:GetSecretValue', Resource: databaseSecretOf(role, surroundings) },
      {
        Sid: 'Decrypt',
        Action: 'kms:Decrypt',
        Resource: data.databaseKeyArn,
        Condition: through('secretsmanager', environment),
      },
    ],
    observe: [
      {
        Sid: 'OwnLog',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
      {
        // CloudWatch supports no resource-level permissions for metrics, only the namespace.
        Sid: 'OwnMetrics',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': 'Malinshopper' } },
      },
    ],
    manage: systemsManager(environment),
    sessions: sessions(surroundings),
    ...(jobOf(traits) && {
      software: [readSoftware(surroundings)],
      replacement: [reportUnhealthy(role, environment)],
    }),
  };
}

/** Hadoop, from the environment's own package bucket. */
const readSoftware = ({ data }: Surroundings): PolicyStatement => ({
  Sid: 'Software',
  Action: 's3:GetObject',
  Resource: `${data.packageBucketArn}/${softwareFolder}/*`,
});

/** Web servers receive messages from the queues, and send none. */
const takeFromQueues = ({ environment, data }: Surroundings): PolicyStatement[] => [
  {
    Sid: 'Take',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
    Resource: writerRolesOf(environment).map((writer) => data.contentQueueArns(writer)),
  },
  { Sid: 'Decrypt', Action: 'kms:Decrypt', Resource: data.bucketKeyArn, Condition: through('sqs', environment) },
];

/** A worker is the only writer below its own name: s3fs has no locks (s3fs-fuse issue 115). */
const writeOwnPrefix = (role: Role, { environment, data }: Surroundings): PolicyStatement[] => [
  {
    Sid: 'WriteOwnPrefix',
    // S3 user guide, "Multipart upload API and permissions": permission to put an object includes an upload in parts.
    Action: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    Resource: `${data.contentBucketArn}/${role}/*`,
  },
  {
    Sid: 'Encrypt',
    Action: 'kms:GenerateDataKey',
    Resource: data.bucketKeyArn,
    Condition: through('s3', environment),
  },
];

/**
 * A worker without the shared content reports itself unhealthy, so that it is replaced. The policy names the group and
 * has a wildcard for the remaining part of the ARN: AWS generates this part when it creates the group, and the group
 * needs this role first.
 */
const reportUnhealthy = (role: Role, { name, region, account }: Surroundings['environment']): PolicyStatement => {
  const group = resourceName('autoScalingGroup', name, role);
  return {
    Sid: 'ReportUnhealthy',
    Action: 'autoscaling:SetInstanceHealth',
    Resource: `arn:aws:autoscaling:${region}:${account.id}:autoScalingGroup:*:autoScalingGroupName/${group}`,
  };
};

/** A key can be used by a service for the instance, never by the instance directly. */
const through = (service: string, { region }: Surroundings['environment']) => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
});
