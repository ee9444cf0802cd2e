import { ACCOUNT, madeUpCall, madeUpWorld } from '../../testing/made-up-world';
import { withResourceTags } from '../resource-tags';
import { readings } from '.';

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k-1`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:database-AbCdEf`;
const GROUP = `arn:aws:autoscaling:eu-west-1:${ACCOUNT}:autoScalingGroup:u-u-i-d:autoScalingGroupName/web`;
const keyPolicy = { Statement: [] };
const key = (KeyManager: string) => ({
  'TrentService.DescribeKey': { KeyMetadata: { Arn: KEY, KeyManager } },
  'TrentService.GetKeyPolicy': { Policy: JSON.stringify(keyPolicy) },
});
const members = (name: string, member: string) => `<${name}><member>${member}</member></${name}>`;
const answer = (action: string, result: string) =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;

async function needed(service: string, action: string, fields: object, answers: Record<string, object | string> = {}) {
  const asked = { action, fields: fields as Record<string, unknown> };
  const world = madeUpWorld(answers);
  const accesses = await readings[service]?.(madeUpCall({ service }), asked, world);
  return accesses && Promise.all(accesses.map((access) => withResourceTags(world, access)));
}

test.each([
  ['monitoring', 'ListMetrics', {}, 'cloudwatch:ListMetrics', '*'],
  ['ec2', 'DescribeTags', {}, 'ec2:DescribeTags', '*'],
  ['autoscaling', 'DescribeAutoScalingInstances', {}, 'autoscaling:DescribeAutoScalingInstances', '*'],
  ['logs', 'DescribeLogGroups', {}, 'logs:DescribeLogGroups', 'logs:eu-west-1:111111111111:log-group::log-stream:'],
  [
    'logs',
    'CreateLogStream',
    { logGroupName: '/m/web', logStreamName: 'i-1' },
    'logs:CreateLogStream',
    'logs:eu-west-1:111111111111:log-group:/m/web:log-stream:i-1',
  ],
  [
    'logs',
    'PutLogEvents',
    { logGroupName: '/m/web', logStreamName: 'i-1' },
    'logs:PutLogEvents',
    'logs:eu-west-1:111111111111:log-group:/m/web:log-stream:i-1',
  ],
  [
    'logs',
    'DescribeLogStreams',
    { logGroupName: '/m/web' },
    'logs:DescribeLogStreams',
    'logs:eu-west-1:111111111111:log-group:/m/web:log-stream:',
  ],
  [
    'ssm',
    'UpdateInstanceInformation',
    { InstanceId: 'i-1' },
    'ssm:UpdateInstanceInformation',
    'ec2:eu-west-1:111111111111:instance/i-1',
  ],
  ['ssm', 'GetParameter', { Name: '/a/b' }, 'ssm:GetParameter', 'ssm:eu-west-1:111111111111:parameter/a/b'],
  ['ssm', 'GetParameters', { Names: ['a'] }, 'ssm:GetParameters', 'ssm:eu-west-1:111111111111:parameter/a'],
  ['ssm', 'GetParametersByPath', { Path: '/a' }, 'ssm:GetParametersByPath', 'ssm:eu-west-1:111111111111:parameter/a'],
  ['sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::1:role/r' }, 'sts:AssumeRole', 'iam::1:role/r'],
])('%s:%s %j needs %s on %s', async (service, action, fields, expected, resource) => {
  const arn = resource === '*' ? '*' : `arn:aws:${resource}`;
  await expect(needed(service, action, fields)).resolves.toEqual([{ action: expected, resource: arn }]);
});

test('a metric is judged by its namespace', async () => {
  await expect(needed('monitoring', 'PutMetricData', { Namespace: 'M' })).resolves.toEqual([
    { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'M' } },
  ]);
});

test('every caller may query its own identity', async () => {
  await expect(needed('sts', 'GetCallerIdentity', {})).resolves.toEqual([]);
});

test('a secret named by its name is judged by its ARN, and by the key with which it is encrypted', async () => {
  const answers = { 'secretsmanager.DescribeSecret': { ARN: SECRET, KmsKeyId: KEY }, ...key('CUSTOMER') };
  await expect(needed('secretsmanager', 'GetSecretValue', { SecretId: 'database' }, answers)).resolves.toEqual([
    {
      action: 'secretsmanager:GetSecretValue',
      resource: SECRET,
      context: { 'secretsmanager:SecretId': SECRET },
    },
    {
      action: 'kms:Decrypt',
      resource: KEY,
      context: {
        'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:SecretARN': SECRET,
      },
      resourcePolicy: keyPolicy,
    },
  ]);
});

test.each([
  ['that AWS manages', { KmsKeyId: KEY }, key('AWS')],
  ['with the alias of one that AWS manages', { KmsKeyId: 'alias/aws/secretsmanager' }, key('CUSTOMER')],
  ['that is not named', {}, key('CUSTOMER')],
])('a key %s needs no permission', async (_name, secret, keys) => {
  const answers = { 'secretsmanager.DescribeSecret': { ARN: SECRET, ...secret }, ...keys };
  await expect(needed('secretsmanager', 'GetSecretValue', { SecretId: 'database' }, answers)).resolves.toHaveLength(1);
});

test('a secret that does not exist is judged by the requested name', async () => {
  await expect(needed('secretsmanager', 'GetSecretValue', { SecretId: 'x' })).resolves.toMatchObject([
    { resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:x` },
  ]);
});

test('the health of an instance is judged by its group, with its tags', async () => {
  const answers = {
    DescribeAutoScalingInstances: answer(
      'DescribeAutoScalingInstances',
      members('AutoScalingInstances', '<AutoScalingGroupName>web</AutoScalingGroupName>'),
    ),
    DescribeAutoScalingGroups: answer(
      'DescribeAutoScalingGroups',
      members('AutoScalingGroups', `<AutoScalingGroupARN>${GROUP}</AutoScalingGroupARN>`),
    ),
    DescribeTags: answer('DescribeTags', members('Tags', '<Key>Role</Key><Value>web</Value>')),
  };
  await expect(needed('autoscaling', 'SetInstanceHealth', { InstanceId: 'i-1' }, answers)).resolves.toEqual([
    {
      action: 'autoscaling:SetInstanceHealth',
      resource: GROUP,
      context: { 'aws:ResourceTag/Role': 'web', 'autoscaling:ResourceTag/Role': 'web' },
    },
  ]);
});

test('an instance without a group is judged by a group that does not exist', async () => {
  await expect(needed('autoscaling', 'SetInstanceHealth', { InstanceId: 'i-1' })).resolves.toMatchObject([
    { resource: expect.stringMatching(/autoScalingGroupName\/none$/) as string },
  ]);
});

test.each([
  ['SendMessage', 'sqs:SendMessage', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ['SendMessageBatch', 'sqs:SendMessage', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ['ReceiveMessage', 'sqs:ReceiveMessage', ['kms:Decrypt']],
  ['DeleteMessage', 'sqs:DeleteMessage', []],
])('%s needs %s on the queue, and its key for %j', async (action, expected, keys) => {
  const Policy = JSON.stringify(keyPolicy);
  const answers = { 'AmazonSQS.GetQueueAttributes': { Attributes: { KmsMasterKeyId: 'k-1', Policy } } };
  const url = `http://127.0.0.1:4566/${ACCOUNT}/work`;
  const accesses = await needed('sqs', action, { QueueUrl: url }, { ...answers, ...key('CUSTOMER') });
  const arn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:work`;
  expect(accesses?.[0]).toEqual({ action: expected, resource: arn, resourcePolicy: keyPolicy });
  expect(accesses?.slice(1).map((access) => access.action)).toEqual(keys);
});

test('a key that the instance itself uses is used through no service', async () => {
  await expect(needed('kms', 'Decrypt', { KeyId: 'k-1' }, key('CUSTOMER'))).resolves.toEqual([
    { action: 'kms:Decrypt', resource: KEY, resourcePolicy: keyPolicy },
  ]);
});

test.each([
  ['autoscaling', 'TerminateInstanceInAutoScalingGroup', {}],
  ['ec2', 'TerminateInstances', {}],
  ['kms', 'Decrypt', {}],
  ['logs', 'PutLogEvents', {}],
  ['monitoring', 'DeleteAlarms', {}],
  ['secretsmanager', 'DeleteSecret', { SecretId: 'x' }],
  ['sqs', 'DeleteQueue', { QueueUrl: `http://x/${ACCOUNT}/q` }],
  ['ssm', 'PutParameter', { Name: 'x' }],
  ['sts', 'GetFederationToken', {}],
])('%s:%s %j is not known', async (service, action, fields) => {
  await expect(Promise.resolve(needed(service, action, fields))).resolves.toBeUndefined();
});
