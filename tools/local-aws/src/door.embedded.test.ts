import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readFileSync, statSync } from 'node:fs';
import { embeddedPort } from './address';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { Attacker, type Prey, type Tried } from './testing/attacker';
import { browse, chromium } from './testing/browser';
import { ownerOf, type ClientSettings } from './testing/instance-role';

// The account of keys that moto has not issued: a page that invents one is in it.
const account = '123456789012';
const Bucket = 'terraform-states';
const Key = 'production/network.tfstate';
const STATE = JSON.stringify({ version: 4, serial: 7, lineage: 'of-the-test', resources: [] });
const SECRET = 'the-password-of-the-database';
let settings: ClientSettings;
let prey: Omit<Prey, 'origins'>;
let standing: unknown;
let logged: number;

const log = async () => {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('the gateway has been stopped');
  return status.log;
};

/** The secrets that the page tries to read, as their owner finds them. */
async function found(): Promise<unknown> {
  const s3 = new S3Client(settings);
  const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const status = await embeddedAwsStatus();
  const group = { applicationName: 'web', deploymentGroupName: 'web' };
  const [versions, secret, topic, queues, users, deployments] = await Promise.all([
    s3.send(new ListObjectVersionsCommand({ Bucket })),
    new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId: 'database' })),
    new SNSClient(settings).send(new GetTopicAttributesCommand({ TopicArn: prey.topic })),
    new SQSClient(settings).send(new ListQueuesCommand({})),
    new IAMClient(settings).send(new ListUsersCommand({})),
    new CodeDeployClient(settings).send(new ListDeploymentsCommand(group)),
  ]);
  return {
    state: await object.Body?.transformToString(),
    versions: [versions.Versions?.map(({ VersionId }) => VersionId), versions.DeleteMarkers ?? []],
    secret: secret.SecretString,
    topic: topic.Attributes,
    queues: queues.QueueUrls,
    users: users.Users,
    deployments: deployments.deployments,
    gateway: status.running && status.pid,
  };
}

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4614';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  settings = { ...(await ownerOf(account)), region: 'us-east-1' };
  const s3 = new S3Client(settings);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: STATE, ContentType: 'application/json' }));
  const secret = { Name: 'database', SecretString: SECRET };
  const { ARN } = await new SecretsManagerClient(settings).send(new CreateSecretCommand(secret));
  const { TopicArn } = await new SNSClient(settings).send(new CreateTopicCommand({ Name: 'alarms' }));
  const { QueueUrl } = await new SQSClient(settings).send(new CreateQueueCommand({ QueueName: 'events' }));
  const codedeploy = new CodeDeployClient(settings);
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'web' }));
  const serviceRoleArn = `arn:aws:iam::${account}:role/deployer`;
  const group = { applicationName: 'web', deploymentGroupName: 'web', serviceRoleArn };
  await codedeploy.send(new CreateDeploymentGroupCommand(group));
  prey = { bucket: Bucket, key: Key, secret: ARN!, topic: TopicArn!, queue: QueueUrl!, application: 'web' };
  standing = await found();
});
afterAll(() => stopEmbeddedAws());

beforeEach(async () => {
  logged = statSync(await log()).size;
});

/** The log of the gateway since the test began. */
const lines = async () =>
  readFileSync(await log())
    .subarray(logged)
    .toString()
    .split('\n');

/** Opens the attacker's page by a name of the attacker's, and returns its results. */
async function attack(name: string, origins: readonly string[]): Promise<Tried> {
  const attacker = await Attacker.against(embeddedPort(), { ...prey, origins });
  try {
    return await browse(`http://${name}/attack`, [`${name} ${attacker.address}`], attacker.report);
  } finally {
    attacker.close();
  }
}

const inBrowser = chromium ? test : test.skip;

test('the targets of the page exist', () => {
  expect(standing).toMatchObject({ state: STATE, secret: SECRET, deployments: [], users: [] });
});

inBrowser(
  'a page of another origin reads nothing, changes nothing and stops nothing (skipped where no Chromium is)',
  async () => {
    const port = embeddedPort();
    const tried = await attack('attacker.test', [
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      `http://a.localhost:${port}`,
    ]);
    const attempts = Object.entries(tried);
    expect(attempts.length).toBeGreaterThan(150);
    expect(attempts.filter(([, outcome]) => !/^(opaque|failed)/.test(outcome))).toEqual([]);
    await expect(found()).resolves.toEqual(standing);
    const refused = (await lines()).filter((line) => line.includes(' refused: '));
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.join()).toContain('origin "http://attacker.test"');
  },
  120_000,
);

inBrowser(
  'a page with a name that resolves to the gateway after it was loaded gets the same refusal for everything (skipped without Chromium)',
  async () => {
    const name = `evil.test:${embeddedPort()}`;
    const tried = await attack(name, ['']);
    const attempts = Object.entries(tried);
    expect(attempts.length).toBeGreaterThan(50);
    const refusal = /^(403 The embedded AWS refuses this request: |opaque|failed)/;
    expect(attempts.filter(([, outcome]) => !refusal.test(outcome))).toEqual([]);
    expect(tried['the rebound name: read a state, cors']).toMatch(
      /^403 The embedded AWS refuses this request: Host "evil.test/,
    );
    await expect(found()).resolves.toEqual(standing);
    expect((await lines()).join()).toContain(`refused: Host "${name}" is not a name of the embedded AWS`);
  },
  120_000,
);
