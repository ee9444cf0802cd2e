import { databaseTiers, visitorsOf, workerRoles, type Environment, type Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Call } from '@malinshopper/testing';
import { isToldOfContent } from '../surroundings';
import { addresses } from './addresses';

/** Values by the resources of the calls. */
const systemsManager = {
  documents: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:UpdateAssociationStatus'],
  associations: ['ssm:DescribeAssociation', 'ssm:UpdateInstanceAssociationStatus'],
  instances: [
    'ssm:ListInstanceAssociations',
    'ssm:PutComplianceItems',
    'ssm:UpdateAssociationStatus',
    'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
  ],
  nothing: [
    'ssm:GetDeployablePatchSnapshotForInstance',
    'ssm:GetManifest',
    'ssm:ListAssociations',
    'ssm:PutConfigurePackageResult',
    'ssm:PutInventory',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
    'ec2messages:AcknowledgeMessage',
    'ec2messages:DeleteMessage',
    'ec2messages:FailMessage',
    'ec2messages:GetEndpoint',
    'ec2messages:GetMessages',
    'ec2messages:SendReply',
  ],
};

/** The resources of the calls of a role, in an environment. */
export function surroundingsOf(role: Role, environment: Environment) {
  const { name, region, account } = environment;
  const tier = environment.roles[role].database;
  const otherTier = databaseTiers.find((other) => other !== tier)!;
  const regional = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`;
  return {
    ...addresses(environment),
    ownSecretArn: addresses(environment)[`databaseSecretArns.${tier}`],
    otherSecretArn: addresses(environment)[`databaseSecretArns.${otherTier}`],
    regional,
    otherWorkers: workerRoles.filter((other) => other !== role),
    via: (service: string) => ({ 'kms:ViaService': `${service}.${region}.amazonaws.com` }),
    log: (of: string) => regional('logs', `log-group:/malinshopper/${name}/${of}`),
    group: (of: Role) =>
      regional(
        'autoscaling',
        `autoScalingGroup:u-u-i-d:autoScalingGroupName/${resourceName('autoScalingGroup', name, of)}`,
      ),
  };
}

/** The calls that the instances of a role make and must be allowed to make. */
export function neededCalls(role: Role, environment: Environment): Call[] {
  const { contentBucketArn: content, packageBucketArn: packages, ...at } = surroundingsOf(role, environment);
  const log = at.log(role);
  const call = (what: string, action: string, resource: string, context?: Call['context']): Call => ({
    what,
    action,
    resource,
    ...(context && { context }),
  });
  const session = { 'kms:EncryptionContextKeys': 'aws:ssm:SessionId' };
  const common = [
    call('list the shared content', 's3:ListBucket', content, { 's3:prefix': '' }),
    call('list a worker’s publications', 's3:ListBucket', content, { 's3:prefix': 'fetcher/' }),
    ...workerRoles.map((worker) =>
      call(`read the publications of ${worker}`, 's3:GetObject', `${content}/${worker}/current`),
    ),
    call('decrypt objects of S3', 'kms:Decrypt', at.bucketKeyArn, at.via('s3')),
    call('fetch a revision', 's3:GetObject', `${packages}/releases/1.zip`),
    call(
      'fetch the version of a revision that a deployment names',
      's3:GetObjectVersion',
      `${packages}/releases/1.zip`,
    ),
    call('read the credentials of the database', 'secretsmanager:GetSecretValue', at.ownSecretArn),
    call('decrypt that secret', 'kms:Decrypt', at.databaseKeyArn, at.via('secretsmanager')),
    call('open a stream of its log', 'logs:CreateLogStream', `${log}:log-stream:i-1`),
    call('write its log', 'logs:PutLogEvents', `${log}:log-stream:i-1`),
    // The reference lists the group as its resource; the denials of AWS name the stream's prefix.
    call('look for its streams', 'logs:DescribeLogStreams', log),
    call('look for its streams, as AWS words it', 'logs:DescribeLogStreams', `${log}:log-stream:`),
    call('send a heartbeat', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Malinshopper' }),
    call('decrypt the key of a session', 'kms:Decrypt', at.sessionKeyArn, session),
    call('open the log of a session', 'logs:CreateLogStream', `${at.sessionLogGroupArn}:log-stream:s-1`),
    call('log a session', 'logs:PutLogEvents', `${at.sessionLogGroupArn}:log-stream:s-1`),
    call('look for the streams of sessions', 'logs:DescribeLogStreams', at.sessionLogGroupArn),
    call('look for them, as AWS words it', 'logs:DescribeLogStreams', `${at.sessionLogGroupArn}:log-stream:`),
    call('look for the log of sessions', 'logs:DescribeLogGroups', '*'),
    ...managedCalls(environment).map(([action, resource]) =>
      call(`be managed: ${action} on ${resource}`, action, resource),
    ),
  ];
  if (visitorsOf(environment.roles[role])) {
    if (!isToldOfContent(role, environment)) return common;
    return [
      ...common,
      ...workerRoles.flatMap((worker) =>
        ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'].map((action) =>
          call(`take the messages of ${worker}: ${action}`, `sqs:${action}`, at[`contentQueueArns.${worker}`]),
        ),
      ),
      call('decrypt messages of SQS', 'kms:Decrypt', at.bucketKeyArn, at.via('sqs')),
    ];
  }
  const own = `${content}/${role}`;
  return [
    ...common,
    call('stage its content', 's3:PutObject', `${own}/staging/1/part-00000`),
    call('publish its staged content', 's3:PutObject', `${own}/current`),
    call('encrypt objects for S3', 'kms:GenerateDataKey', at.bucketKeyArn, at.via('s3')),
    call('delete an old run', 's3:DeleteObject', `${own}/staging/1/part-00000`),
    call('abort an upload', 's3:AbortMultipartUpload', `${own}/staging/1/large`),
    call('fetch software', 's3:GetObject', `${packages}/software/hadoop.tar.gz`),
    call('have itself replaced', 'autoscaling:SetInstanceHealth', at.group(role)),
  ];
}

/** The calls of the Systems Manager agent, each on an example of the resource with which AWS authorizes it. */
function managedCalls({ region, account }: Environment): [action: string, resource: string][] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  const examples = {
    // The simulator supports no document without an account.
    documents: arn('ssm', 'document/AWS-RunShellScript'),
    associations: arn('ssm', 'association/u-u-i-d'),
    instances: arn('ec2', 'instance/i-1'),
    nothing: '*',
  };
  return (Object.keys(examples) as (keyof typeof examples)[]).flatMap((kind) =>
    systemsManager[kind].map((action): [string, string] => [action, examples[kind]]),
  );
}
