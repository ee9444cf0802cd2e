import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetInstanceHealthCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateLaunchTemplateCommand,
  DescribeInstancesCommand,
  EC2Client,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startEmbeddedAws, stopEmbeddedAws } from '../daemon';
import { allow, expectRefused, JUDGED_ACCOUNT, JudgedInstance } from '../testing/judged-instance';

const LIMIT_MS = 30 * 60_000;

let instance: JudgedInstance;
let key: string;
let secret: string;
let queue: string;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4615';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  instance = await JudgedInstance.start();
  key = await instance.key();
  const { ARN = '' } = await new SecretsManagerClient(instance.owner).send(
    new CreateSecretCommand({ Name: 'own', SecretString: 'open sesame', KmsKeyId: key }),
  );
  secret = ARN;
  const { QueueUrl = '' } = await new SQSClient(instance.owner).send(new CreateQueueCommand({ QueueName: 'work' }));
  queue = QueueUrl;
  const regional = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${JUDGED_ACCOUNT}:${rest}`;
  await instance.permit(
    'database',
    allow('secretsmanager:GetSecretValue', secret),
    allow('kms:Decrypt', key, { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } }),
  );
  await instance.attach(
    'observe',
    allow('cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'Malinshopper' } }),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], regional('logs', 'log-group:/m/fetcher:*')),
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], regional('sqs', 'work')),
    allow('autoscaling:SetInstanceHealth', '*', { StringEquals: { 'aws:ResourceTag/Role': 'fetcher' } }),
  );
}, LIMIT_MS);

afterAll(async () => {
  await stopEmbeddedAws();
}, LIMIT_MS);

test('metrics go into its own namespace only', async () => {
  const cloudwatch = new CloudWatchClient(instance.settings);
  const put = (Namespace: string) =>
    cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'Heartbeat', Value: 1 }] }));
  await put('Malinshopper');
  await expectRefused(put('Other'), 'cloudwatch:PutMetricData because');
});

test("a boundary limits the permissions of its role, also by the role's path and tags", async () => {
  const put = () =>
    new CloudWatchClient(instance.settings).send(
      new PutMetricDataCommand({ Namespace: 'Malinshopper', MetricData: [{ MetricName: 'Heartbeat', Value: 1 }] }),
    );
  const read = () => new SecretsManagerClient(instance.settings).send(new GetSecretValueCommand({ SecretId: secret }));
  const ofTeam = (team: string) => ({
    StringEquals: { 'aws:PrincipalTag/Team': team },
    ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${JUDGED_ACCOUNT}:role/compute/*` },
  });
  const bounds = [
    allow('cloudwatch:PutMetricData', '*', ofTeam('compute')),
    allow('secretsmanager:GetSecretValue', '*', ofTeam('data')),
  ];
  await instance.within(bounds, async () => {
    await put();
    await expectRefused(read(), `secretsmanager:GetSecretValue on resource: ${secret} because no permissions boundary`);
  });
  await read();
});

test('logs go into its own group only', async () => {
  const [owners, logs] = [new CloudWatchLogsClient(instance.owner), new CloudWatchLogsClient(instance.settings)];
  for (const logGroupName of ['/m/fetcher', '/m/web']) await owners.send(new CreateLogGroupCommand({ logGroupName }));
  const stream = { logGroupName: '/m/fetcher', logStreamName: 'i-1' };
  await logs.send(new CreateLogStreamCommand(stream));
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: Date.now(), message: 'done' }] }));
  await expectRefused(
    logs.send(new CreateLogStreamCommand({ ...stream, logGroupName: '/m/web' })),
    `logs:CreateLogStream on resource: arn:aws:logs:eu-west-1:${JUDGED_ACCOUNT}:log-group:/m/web:log-stream:i-1`,
  );
});

test('it reads its secret, by name too, and no other', async () => {
  const secrets = new SecretsManagerClient(instance.settings);
  await new SecretsManagerClient(instance.owner).send(new CreateSecretCommand({ Name: 'foreign', SecretString: 'x' }));
  for (const SecretId of [secret, 'own']) {
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).resolves.toMatchObject({
      SecretString: 'open sesame',
    });
  }
  await expectRefused(
    secrets.send(new GetSecretValueCommand({ SecretId: 'foreign' })),
    'secretsmanager:GetSecretValue',
  );
});

test('it cannot use the key directly', async () => {
  const sealed = await new KMSClient(instance.owner).send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }),
  );
  const decryption = new DecryptCommand({ KeyId: key, CiphertextBlob: sealed.CiphertextBlob });
  await expectRefused(new KMSClient(instance.settings).send(decryption), `kms:Decrypt on resource: ${key}`);
});

test('it receives and deletes messages, and sends none', async () => {
  const sqs = new SQSClient(instance.settings);
  await new SQSClient(instance.owner).send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'work' }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  await expectRefused(sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'x' })), 'sqs:SendMessage');
});

test('it may report the health of its own group', async () => {
  const [owners, ec2] = [new AutoScalingClient(instance.owner), new EC2Client(instance.owner)];
  const LaunchTemplateData = { ImageId: 'ami-12c6146b', InstanceType: 't3.micro' } as const;
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'any', LaunchTemplateData }));
  for (const role of ['fetcher', 'web']) {
    await owners.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: role,
        AvailabilityZones: ['eu-west-1a'],
        MinSize: 1,
        MaxSize: 1,
        LaunchTemplate: { LaunchTemplateName: 'any' },
        Tags: [{ Key: 'Role', Value: role, PropagateAtLaunch: true }],
      }),
    );
  }
  const { AutoScalingGroups = [] } = await owners.send(new DescribeAutoScalingGroupsCommand({}));
  const health = (group: string) => {
    const InstanceId = AutoScalingGroups.find((one) => one.AutoScalingGroupName === group)?.Instances?.[0]?.InstanceId;
    const command = new SetInstanceHealthCommand({ InstanceId, HealthStatus: 'Unhealthy' });
    return new AutoScalingClient(instance.settings).send(command);
  };
  await health('fetcher');
  await expectRefused(health('web'), 'autoscaling:SetInstanceHealth on resource: arn:aws:autoscaling:');
});

test('every caller may query its own identity; other services are closed', async () => {
  await expect(new STSClient(instance.settings).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: `arn:aws:sts::${JUDGED_ACCOUNT}:assumed-role/fetcher/i-0123456789abcdef0`,
  });
  await expectRefused(
    new SSMClient(instance.settings).send(new GetParameterCommand({ Name: '/a' })),
    'ssm:GetParameter',
  );
  await expectRefused(
    new EC2Client(instance.settings).send(new DescribeInstancesCommand({})),
    'ec2:DescribeInstances because',
  );
  await expectRefused(
    new EC2Client(instance.settings).send(new TerminateInstancesCommand({ InstanceIds: ['i-1'] })),
    'ec2:TerminateInstances, which the embedded AWS cannot judge',
  );
  await expectRefused(new IAMClient(instance.settings).send(new ListRolesCommand({})), 'iam:ListRoles, which');
});
