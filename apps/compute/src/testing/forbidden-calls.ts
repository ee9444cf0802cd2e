import { isWriter, roles, visitorsOf, workerRoles, type Environment, type Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Call } from '@malinshopper/testing';
import { isToldOfContent } from '../surroundings';
import { surroundingsOf } from './needed-calls';

/** Calls that must be denied to an instance, in case an attacker controls it. */
export function forbiddenCalls(role: Role, environment: Environment): Call[] {
  const { contentBucketArn: content, packageBucketArn: packages, ...at } = surroundingsOf(role, environment);
  const { account, region } = environment;
  const call = (what: string, action: string, resource: string, context?: Call['context']): Call => ({
    what,
    action,
    resource,
    ...(context && { context }),
  });
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const otherRole = roles.find((other) => other !== role)!;
  const itself = iam(`role/compute/${resourceName('role', environment.name, role)}`);
  const instance = at.regional('ec2', 'instance/i-1');
  const elsewhere = 'us-west-2';
  const served = visitorsOf(environment.roles[role]) !== undefined;

  const contentCalls = [
    ...at.otherWorkers.map((other) => call(`write as ${other}`, 's3:PutObject', `${content}/${other}/current`)),
    ...at.otherWorkers.map((other) => call(`delete as ${other}`, 's3:DeleteObject', `${content}/${other}/current`)),
    call('write into the prefix of web', 's3:PutObject', `${content}/web/x`),
    call('write into the root of the bucket', 's3:PutObject', `${content}/x`),
    call('write an object of its own name', 's3:PutObject', `${content}/${role}`),
    call('write beside its prefix', 's3:PutObject', `${content}/${role}-2/x`),
    call('delete a version for good', 's3:DeleteObjectVersion', `${content}/${role}/current`),
    call('read an old version', 's3:GetObjectVersion', `${content}/fetcher/current`),
    call('list all versions', 's3:ListBucketVersions', content),
    call('make an object public', 's3:PutObjectAcl', `${content}/${role}/current`),
    call('delete the bucket', 's3:DeleteBucket', content),
    call('change the policy of the bucket', 's3:PutBucketPolicy', content),
    call('switch versioning off', 's3:PutBucketVersioning', content),
    call('read the content of another environment', 's3:GetObject', 'arn:aws:s3:::elsewhere-content/fetcher/current'),
    call('list the content of another environment', 's3:ListBucket', 'arn:aws:s3:::elsewhere-content'),
    call('write into another environment', 's3:PutObject', `arn:aws:s3:::elsewhere-content/${role}/current`),
    call('list all buckets', 's3:ListAllMyBuckets', '*'),
  ];
  const packageCalls = [
    call('replace a revision', 's3:PutObject', `${packages}/releases/1.zip`),
    call('replace software', 's3:PutObject', `${packages}/software/hadoop.tar.gz`),
    call('delete a revision', 's3:DeleteObject', `${packages}/releases/1.zip`),
    call('list the packages', 's3:ListBucket', packages),
    call('read the certificates of a cluster, and their key', 's3:GetObject', `${packages}/cluster/certificates.zip`),
    call('read what lies beside the revisions', 's3:GetObject', `${packages}/releases-2/1.zip`),
    ...(served ? [call('fetch Hadoop', 's3:GetObject', `${packages}/software/hadoop.tar.gz`)] : []),
    call(
      'write where the CodeDeploy agent comes from',
      's3:PutObject',
      `arn:aws:s3:::aws-codedeploy-${region}/latest/install`,
    ),
  ];
  const keyCalls = [
    call('decrypt content by itself', 'kms:Decrypt', at.bucketKeyArn),
    call('decrypt content through another service', 'kms:Decrypt', at.bucketKeyArn, at.via('ec2')),
    call('decrypt content in another region', 'kms:Decrypt', at.bucketKeyArn, {
      'kms:ViaService': `s3.${elsewhere}.amazonaws.com`,
    }),
    call('decrypt the secret by itself', 'kms:Decrypt', at.databaseKeyArn),
    call('decrypt the database itself', 'kms:Decrypt', at.databaseKeyArn, at.via('rds')),
    call('get a data key by itself', 'kms:GenerateDataKey', at.bucketKeyArn),
    call('encrypt with the key of the database', 'kms:GenerateDataKey', at.databaseKeyArn, at.via('secretsmanager')),
    call('use another team’s key', 'kms:Decrypt', at.regional('kms', 'key/other'), at.via('s3')),
    call('delete a key', 'kms:ScheduleKeyDeletion', at.bucketKeyArn),
    call('decrypt other data with the key of sessions', 'kms:Decrypt', at.sessionKeyArn),
    call('encrypt with the key of sessions', 'kms:GenerateDataKey', at.sessionKeyArn),
  ];
  const secretCalls = [
    call('read another secret', 'secretsmanager:GetSecretValue', at.regional('secretsmanager', 'secret:other-AbCdEf')),
    call('read the secret of the other tier', 'secretsmanager:GetSecretValue', at.otherSecretArn),
    call(
      'read the secret of another environment',
      'secretsmanager:GetSecretValue',
      at.regional(
        'secretsmanager',
        `secret:malinshopper/elsewhere/database/${environment.roles[role].database}-AbCdEf`,
      ),
    ),
    call(
      'read the secret of the master user',
      'secretsmanager:GetSecretValue',
      at.regional('secretsmanager', 'secret:rds!db-0123-AbCdEf'),
    ),
    call(
      'run the function that creates users',
      'lambda:InvokeFunction',
      at.regional('lambda', `function:${environment.name}-database-users`),
    ),
    call('change the secret', 'secretsmanager:PutSecretValue', at.ownSecretArn),
    call('rotate the secret', 'secretsmanager:RotateSecret', at.ownSecretArn),
    call('list the secrets', 'secretsmanager:ListSecrets', '*'),
    ...['GetParameter', 'GetParameters', 'GetParametersByPath'].map((action) =>
      call(`read a parameter by ${action}`, `ssm:${action}`, at.regional('ssm', 'parameter/x')),
    ),
  ];
  const observationCalls = [
    call('send metrics in the name of AWS', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/EC2' }),
    call('send metrics without a namespace', 'cloudwatch:PutMetricData', '*'),
    call('silence an alarm', 'cloudwatch:DisableAlarmActions', at.regional('cloudwatch', 'alarm:x')),
    call(`write the log of ${otherRole}`, 'logs:PutLogEvents', `${at.log(otherRole)}:log-stream:i-1`),
    call(`open a stream of the log of ${otherRole}`, 'logs:CreateLogStream', `${at.log(otherRole)}:log-stream:i-1`),
    call('write a log with a name of the same prefix', 'logs:PutLogEvents', `${at.log(`${role}-2`)}:log-stream:i-1`),
    call('read its log', 'logs:GetLogEvents', `${at.log(role)}:log-stream:i-1`),
    call('delete its log', 'logs:DeleteLogGroup', at.log(role)),
    call('create a log', 'logs:CreateLogGroup', at.log(role)),
    call('read the sessions of people', 'logs:GetLogEvents', `${at.sessionLogGroupArn}:log-stream:s-1`),
    call('delete the sessions of people', 'logs:DeleteLogStream', `${at.sessionLogGroupArn}:log-stream:s-1`),
  ];
  const powerCalls = [
    call('pass its role on', 'iam:PassRole', itself),
    call('give itself permissions', 'iam:PutRolePolicy', itself),
    call('get rid of its boundary', 'iam:DeleteRolePermissionsBoundary', itself),
    call('move its boundary', 'iam:PutRolePermissionsBoundary', itself),
    call('create a user', 'iam:CreateUser', iam('user/x')),
    call('become another role', 'sts:AssumeRole', iam('role/delivery/deployer')),
    call('end an instance', 'ec2:TerminateInstances', instance),
    call('start an instance', 'ec2:RunInstances', instance),
    call('look at the instances', 'ec2:DescribeInstances', '*'),
    call('run a command on an instance', 'ssm:SendCommand', instance),
    call('open a session on an instance', 'ssm:StartSession', instance),
    call('delete the database', 'rds:DeleteDBInstance', at.regional('rds', 'db:x')),
    call('deploy', 'codedeploy:CreateDeployment', at.regional('codedeploy', 'deploymentgroup:x/y')),
    call('end an instance of its group', 'autoscaling:TerminateInstanceInAutoScalingGroup', at.group(role)),
    call('resize its group', 'autoscaling:SetDesiredCapacity', at.group(role)),
    ...roles
      .filter((other) => other !== role || served)
      .map((other) => call(`have ${other} replaced`, 'autoscaling:SetInstanceHealth', at.group(other))),
  ];
  const told = isToldOfContent(role, environment);
  const queueCalls = workerRoles.flatMap((worker) => {
    const queue = at[`contentQueueArns.${worker}`];
    return [
      call(`announce content as ${worker}`, 'sqs:SendMessage', queue),
      call(`empty the queue of ${worker}`, 'sqs:PurgeQueue', queue),
      ...(told ? [] : [call(`take the messages of ${worker}`, 'sqs:ReceiveMessage', queue)]),
    ];
  });
  const all = [
    ...queueCalls,
    ...contentCalls,
    ...packageCalls,
    ...keyCalls,
    ...secretCalls,
    ...observationCalls,
    ...powerCalls,
  ];
  if (isWriter(environment.roles[role])) return all;
  return [...all, call('encrypt data for a write', 'kms:GenerateDataKey', at.bucketKeyArn, at.via('s3'))];
}
