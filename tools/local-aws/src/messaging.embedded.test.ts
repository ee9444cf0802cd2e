import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { assumeEmbeddedAccount } from './account';
import { embeddedEndpoint } from './address';
import { startEmbeddedAws, stopEmbeddedAws } from './daemon';

const account = '444455556666';
const Bucket = 'content';
let s3: S3Client;
let sqs: SQSClient;
let events: EventBridgeClient;
let QueueUrl: string;

/** The events of S3 in EventBridge (S3 user guide, "EventBridge event message structure"). */
interface Told {
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'staging/1' }));

/** Takes all messages out of the queue, and waits for the first no longer than `seconds`. */
async function received(seconds = 5): Promise<Told[]> {
  const all: Told[] = [];
  for (let wait = seconds; ; wait = 0) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: wait }));
    if (Messages.length === 0) return all;
    for (const { Body, ReceiptHandle } of Messages) {
      all.push(JSON.parse(Body!) as Told);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
const keys = async (seconds?: number) => (await received(seconds)).map(({ detail }) => detail.object.key);

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4613';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  const region = 'eu-west-1';
  const at = { region, endpoint: embeddedEndpoint(), credentials: await assumeEmbeddedAccount(account) };
  s3 = new S3Client({ ...at, forcePathStyle: true });
  sqs = new SQSClient(at);
  events = new EventBridgeClient(at);
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'published' }))).QueueUrl!;
  const pattern = {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [Bucket] }, object: { key: ['fetcher/current'] } },
  };
  await events.send(new PutRuleCommand({ Name: 'published', EventPattern: JSON.stringify(pattern) }));
  const Arn = `arn:aws:sqs:${region}:${account}:published`;
  await events.send(new PutTargetsCommand({ Rule: 'published', Targets: [{ Id: 'queue', Arn }] }));
});

afterAll(async () => {
  for (const client of [s3, sqs, events]) client.destroy();
  await stopEmbeddedAws();
});

it('an object that matches a rule arrives in its queue, in the format of EventBridge', async () => {
  await put('fetcher/current');
  const [message, ...others] = await received();
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    account,
    region: 'eu-west-1',
    resources: [`arn:aws:s3:::${Bucket}`],
    detail: { bucket: { name: Bucket }, object: { key: 'fetcher/current', size: 9 } },
  });
  expect(message!.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

it('another object of the bucket is delivered to no queue, nor is a deletion', async () => {
  await put('fetcher/staging/1/products.csv');
  await put('updater-1/current');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'fetcher/current' }));
  await put('fetcher/current');
  expect(await keys()).toEqual(['fetcher/current']);
});

it('a bucket without EventBridge notifications sends nothing, nor does a deleted rule', async () => {
  const silent = { Bucket, NotificationConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand(silent));
  await put('fetcher/current');
  await events.send(new RemoveTargetsCommand({ Rule: 'published', Ids: ['queue'] }));
  await events.send(new DeleteRuleCommand({ Name: 'published' }));
  expect(await keys(0)).toEqual([]);
});
