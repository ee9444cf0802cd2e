import { jsonObject, jsonText, parsedJson } from '../../protocols/json';
import { word, type PolicyDocument, type Reading } from '../access';
import { throughKey, usesOfKey } from '../keys';

/** SQS has no permissions for batches of its own (SQS developer guide, "Amazon SQS API permissions"). */
const KNOWN = /^(ChangeMessageVisibility|DeleteMessage|SendMessage)(?:Batch)?$|^(GetQueueAttributes|ReceiveMessage)$/;

/** SQS: a queue is named by its URL, which ends in account and name; the query protocol sends the call to it. */
export const sqs: Reading = async (call, { action, fields }, world) => {
  const url = word(fields['QueueUrl']) || call.path;
  const [, ofBatches, other] = KNOWN.exec(action) ?? [];
  const needed = ofBatches ?? other;
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
    {
      action: `sqs:${needed}`,
      resource,
      ...(policy && { resourcePolicy: parsedJson(policy) as unknown as PolicyDocument }),
    },
    ...(await throughKey(world, key, usesOfKey(`sqs:${needed}`))),
  ];
};
