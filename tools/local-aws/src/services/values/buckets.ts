import { AwsFailure } from '../../protocols/failure';
import { element, list, parseXml, text } from '../../protocols/xml';
import { jsonObject, jsonText } from '../../protocols/json';
import type { Guard } from '../in-use';

/** S3 user guide, "General purpose bucket naming rules". */
const bucket: Guard = (call) => {
  const name = decodeURIComponent(call.path.split('/')[1] ?? '');
  const isName =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^\d+\.\d+\.\d+\.\d+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (!isName) throw new AwsFailure('InvalidBucketName', 'The specified bucket is not valid.');
};

const invalid = (message: string) => new AwsFailure('InvalidArgument', message);

/** S3 API reference, PutBucketLifecycleConfiguration; user guide, "Transitioning objects using Amazon S3 Lifecycle". */
const lifecycle: Guard = (call) => {
  const rules = list(element(parseXml(call.body.toString())['LifecycleConfiguration'])['Rule']).map(element);
  const ids = rules.map(({ ID }) => text(ID)).filter((id) => id !== '');
  if (new Set(ids).size < ids.length) throw invalid('Rule ID must be unique. Found same ID for more than one rule');
  for (const one of rules) {
    const days = text(element(one['Expiration'])['Days']);
    if (days !== '' && Number(days) < 1) throw invalid(`'Days' for Expiration action must be a positive integer`);
    for (const transition of list(one['Transition']).map(element)) {
      const [after, storage] = [text(transition['Days']), text(transition['StorageClass'])];
      if (after !== '' && /^(STANDARD|ONEZONE)_IA$/.test(storage) && Number(after) < 30) {
        throw invalid(`'Days' in Transition action must be greater than or equal to 30 for storageClass '${storage}'`);
      }
    }
  }
};

/** S3 API reference, PutBucketNotificationConfiguration: S3 sends a test message to each destination that is a queue. */
const notification: Guard = async (call, standing) => {
  const queues = list(element(parseXml(call.body.toString())['NotificationConfiguration'])['QueueConfiguration']);
  for (const arn of queues.map((one) => text(element(one)['Queue']))) {
    const [, , , region = '', , name = ''] = arn.split(':');
    const found = await standing.in(region).json('sqs', 'AmazonSQS.GetQueueUrl', { QueueName: name });
    if (jsonText(jsonObject(found)['QueueUrl']) === '') {
      throw invalid('Unable to validate the following destination configurations');
    }
  }
};

export const bucketValues = {
  'PUT /{Bucket}': bucket,
  'PUT /{Bucket}?lifecycle': lifecycle,
  'PUT /{Bucket}?notification': notification,
};
