import { jsonObject, jsonText } from '../../protocols/json';
import { word, type PolicyDocument, type Reading } from '../access';
import { throughKey } from '../keys';

const DECRYPT = ['kms:Decrypt'];
const SEND = { action: 'sqs:SendMessage', keys: ['kms:GenerateDataKey', 'kms:Decrypt'] };
const DELETE = { action: 'sqs:DeleteMessage', keys: [] };
const CHANGE = { action: 'sqs:ChangeMessageVisibility', keys: [] };

/** SQS has no permissions for batches of its own (SQS developer guide, "Amazon SQS API permissions"). */
const ACTIONS: Readonly<Record<string, { readonly action: string; readonly keys: readonly string[] }>> = {
  ChangeMessageVisibility: CHANGE,
  ChangeMessageVisibilityBatch: CHANGE,
  DeleteMessage: DELETE,
  DeleteMessageBatch: DELETE,
  GetQueueAttributes: { action: 'sqs:GetQueueAttributes', keys: [] },
  ReceiveMessage: { action: 'sqs:ReceiveMessage', keys: DECRYPT },
  SendMessage: SEND,
  SendMessageBatch: SEND,
};

/** SQS: a queue is named by its URL, which ends in account and name; the query protocol sends the call to it. */
export const sqs: Reading = async (call, { action, fields }, world) => {
  const url = word(fields['QueueUrl']) || call.path;
  const needed = ACTIONS[action];
  const [, account, name] = /\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  if (!needed || !account || !name) return undefined;
  const asked = { QueueUrl: url, AttributeNames: ['All'] };
  const attributes = jsonObject((await world.json('sqs', 'AmazonSQS.GetQueueAttributes', asked))?.['Attributes']);
  const policy = jsonText(attributes['Policy']);
  const resource = `arn:aws:sqs:${world.region}:${account}:${name}`;
  const key = {
    id: jsonText(attributes['KmsMasterKeyId']),
    via: 'sqs',
    encryptionContext: { 'aws:sqs:arn': resource },
  };
  return [
    { action: needed.action, resource, ...(policy && { resourcePolicy: JSON.parse(policy) as PolicyDocument }) },
    ...(await throughKey(world, key, needed.keys)),
  ];
};
