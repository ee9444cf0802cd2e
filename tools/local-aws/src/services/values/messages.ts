import { jsonObject, jsonText } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import type { Guard } from '../in-use';
import { fieldsOf, inRange } from './fields';

/** SQS API reference, SetQueueAttributes: "Valid values" of each attribute, in seconds and bytes. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  DelaySeconds: [0, 900],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

const queue: Guard = (call) => {
  const attributes = jsonObject(fieldsOf(call)['Attributes']);
  for (const [name, [from, to]] of Object.entries(ranges)) {
    inRange(
      attributes[name],
      from,
      to,
      () => new AwsFailure('InvalidAttributeValue', `Invalid value for the parameter ${name}.`),
    );
  }
};
export const queueValues = { CreateQueue: queue, SetQueueAttributes: queue };

const invalid = (what: string) => new AwsFailure('InvalidParameter', `Invalid parameter: ${what}`);

/** SNS API reference, Subscribe: the format of an endpoint follows its protocol. moto checks the others. */
const subscription: Guard = (call) => {
  const { Protocol, Endpoint } = fieldsOf(call);
  if (!jsonText(Protocol).startsWith('email') || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(jsonText(Endpoint))) return;
  throw invalid('Email address');
};

/** SNS API reference, SetTopicAttributes: AttributeName. */
const topicAttribute =
  /^(DeliveryPolicy|DisplayName|Policy|TracingConfig|SignatureVersion|KmsMasterKeyId|ArchivePolicy|ContentBasedDeduplication|FifoThroughputScope|DataProtectionPolicy|(HTTP|Firehose|Lambda|Application|SQS)(Success|Failure)Feedback(RoleArn|SampleRate))$/;
const topic: Guard = (call) => {
  if (!topicAttribute.test(jsonText(fieldsOf(call)['AttributeName']))) throw invalid('AttributeName');
};
export const topicValues = { Subscribe: subscription, SetTopicAttributes: topic };
