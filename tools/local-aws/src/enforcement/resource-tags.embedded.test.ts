import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startEmbeddedAws, stopEmbeddedAws } from '../daemon';
import { allow, expectRefused, JudgedInstance } from '../testing/judged-instance';

const LIMIT_MS = 30 * 60_000;

let instance: JudgedInstance;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4616';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  instance = await JudgedInstance.start();
  const actions = ['secretsmanager:GetSecretValue', 'sqs:ReceiveMessage', 'kms:DescribeKey', 'ssm:GetParameter'];
  const ofData = { StringEquals: { 'aws:ResourceTag/Team': 'data' } };
  await instance.permit('by-tag', allow([...actions, 'logs:CreateLogStream'], '*', ofData));
}, LIMIT_MS);

afterAll(async () => {
  await stopEmbeddedAws();
}, LIMIT_MS);

/** Each entry makes a resource of a team as the owner, and the instance's use of it. */
const ways: Readonly<Record<string, (team: string) => Promise<() => Promise<unknown>>>> = {
  'secretsmanager:GetSecretValue': async (team) => {
    const asked = { Name: `of-${team}`, SecretString: 'x', Tags: [{ Key: 'Team', Value: team }] };
    await new SecretsManagerClient(instance.owner).send(new CreateSecretCommand(asked));
    return () =>
      new SecretsManagerClient(instance.settings).send(new GetSecretValueCommand({ SecretId: `of-${team}` }));
  },
  'sqs:ReceiveMessage': async (team) => {
    const asked = { QueueName: `of-${team}`, tags: { Team: team } };
    const { QueueUrl } = await new SQSClient(instance.owner).send(new CreateQueueCommand(asked));
    return () => new SQSClient(instance.settings).send(new ReceiveMessageCommand({ QueueUrl }));
  },
  'kms:DescribeKey': async (team) => {
    const asked = { Tags: [{ TagKey: 'Team', TagValue: team }] };
    const { KeyMetadata } = await new KMSClient(instance.owner).send(new CreateKeyCommand(asked));
    return () => new KMSClient(instance.settings).send(new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId }));
  },
  'ssm:GetParameter': async (team) => {
    const Name = `/of/${team}`;
    await new SSMClient(instance.owner).send(
      new PutParameterCommand({ Name, Value: 'x', Type: 'String', Tags: [{ Key: 'Team', Value: team }] }),
    );
    return () => new SSMClient(instance.settings).send(new GetParameterCommand({ Name }));
  },
  'logs:CreateLogStream': async (team) => {
    const logGroupName = `/of/${team}`;
    await new CloudWatchLogsClient(instance.owner).send(
      new CreateLogGroupCommand({ logGroupName, tags: { Team: team } }),
    );
    return () =>
      new CloudWatchLogsClient(instance.settings).send(
        new CreateLogStreamCommand({ logGroupName, logStreamName: 'i-1' }),
      );
  },
};

test.each(Object.keys(ways))(
  '%s is allowed for the resource with the tag that the policy names, and refused for all others',
  async (action) => {
    await (
      await ways[action]!('data')
    )();
    await expectRefused((await ways[action]!('compute'))(), action);
  },
  LIMIT_MS,
);
