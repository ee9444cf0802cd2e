import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { Alarm, policyDocument, type Bucket } from '@malinshopper/constructs';
import type { WriterRole } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface ContentQueueProps {
  readonly environmentName: string;
  /** The worker with the publications of which the queue notifies. */
  readonly writer: WriterRole;
  readonly bucket: Bucket;
  readonly encryptionKeyArn: string;
  readonly topicArn: string;
}

const day = 24 * 60 * 60;

/**
 * Notifies of a worker's publications: one message for each, since a worker publishes by writing one pointer,
 * `<worker>/current`. A message is an event of EventBridge, and one of the web servers receives it: the server copies
 * the publication for all, and deletes the message.
 */
export class ContentQueue extends Construct {
  readonly url: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ContentQueueProps) {
    super(scope, id);
    const { environmentName, writer, bucket, encryptionKeyArn } = props;
    const encryption = { kmsMasterKeyId: encryptionKeyArn, kmsDataKeyReusePeriodSeconds: 300 };
    const dead = new SqsQueue(this, 'dead', {
      name: resourceName('queue', environmentName, 'content', writer, 'dead'),
      // The maximum of SQS, so that a person has time to check the messages and redrive them.
      messageRetentionSeconds: 14 * day,
      ...encryption,
    });
    const queue = new SqsQueue(this, 'Resource', {
      name: resourceName('queue', environmentName, 'content', writer),
      // Longer than a weekend on which an environment is switched off.
      messageRetentionSeconds: 4 * day,
      // The maximum time for a server to copy a publication, before another server receives the message.
      visibilityTimeoutSeconds: 300,
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
      ...encryption,
    });
    new SqsQueueRedriveAllowPolicy(this, 'redrive', {
      queueUrl: dead.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });

    const rule = new CloudwatchEventRule(this, 'published', {
      name: resourceName('eventRule', environmentName, 'content', writer),
      description: `The ${writer} of ${environmentName} has published`,
      eventPattern: JSON.stringify({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucket.name] }, object: { key: [`${writer}/current`] } },
      }),
    });
    const policies = Object.entries({ queue, dead }).map(
      ([name, { url, arn }]) =>
        new SqsQueuePolicy(this, `${name}-policy`, { queueUrl: url, policy: fedBy(rule.arn, arn) }),
    );
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: 'queue',
      arn: queue.arn,
      // Events that EventBridge cannot deliver within a day.
      deadLetterConfig: { arn: dead.arn },
      dependsOn: policies,
    });
    new Alarm(this, 'given-up', {
      name: resourceName('alarm', environmentName, 'content', writer, 'given-up'),
      description:
        `Web servers could not copy a publication of the ${writer}: check their logs, fix the cause, and ` +
        `redrive the messages of ${dead.name} to its source queue`,
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: dead.name },
      statistic: 'Maximum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
      topicArn: props.topicArn,
    });
    this.url = queue.url;
    this.arn = queue.arn;
  }
}

/** The policy of a queue: one rule sends to it, over TLS. The roles' own policies allow consumers to receive. */
const fedBy = (ruleArn: string, queueArn: string) =>
  policyDocument(
    {
      Sid: 'RuleSends',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
