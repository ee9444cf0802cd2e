import { inPolicy, remove, type Mutation } from '../../testing/mutation';

/** Content by events is what no environment has chosen yet: only this kind has queues. */
const kind = 'cluster';

const queue = (rule: string, what: string, change: Mutation['change'], path = 'queue-fetcher/Resource'): Mutation => ({
  rule,
  what,
  kind,
  type: 'aws_sqs_queue',
  path,
  change,
});
const dead = (rule: string, what: string, change: Mutation['change']) =>
  queue(rule, what, change, 'queue-fetcher/dead');
const policy = (rule: string, what: string, change: Parameters<typeof inPolicy>[0]): Mutation => ({
  rule,
  what,
  kind,
  type: 'aws_sqs_queue_policy',
  path: 'queue-fetcher/queue-policy',
  change: inPolicy(change),
});
const redrive = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  kind,
  type: 'aws_sqs_queue_redrive_allow_policy',
  path: 'queue-fetcher/redrive',
  change,
});
const alarm = (what: string, change: Mutation['change']): Mutation => ({
  rule: 'MAL_SQS_1',
  what,
  kind,
  type: 'aws_cloudwatch_metric_alarm',
  path: 'queue-fetcher/given-up/Resource',
  change,
});

export const queueMutations: readonly Mutation[] = [
  queue('CKV_AWS_27', 'a queue is not encrypted', (config) => delete config.kms_master_key_id),
  queue('CKV2_AWS_73', 'a queue is encrypted with the key of SQS itself', (config) => {
    config.kms_master_key_id = 'alias/aws/sqs';
  }),
  queue('CKV2_AWS_73', 'a queue is encrypted by SQS alone', (config) => {
    delete config.kms_master_key_id;
    config.sqs_managed_sse_enabled = true;
  }),
  policy('CKV_AWS_168', 'a queue takes messages from everybody', (statements) => {
    statements[0].Principal = '*';
    delete statements[0].Condition;
  }),
  policy('CKV_AWS_387', 'a queue lets in whoever has a role of that name', (statements) => {
    statements[0].Principal = { AWS: 'arn:aws:iam::*:role/sender' };
  }),
  policy('CKV_AWS_387', 'a queue lets in another account', (statements) => {
    statements[0].Principal = { AWS: '999999999999' };
  }),
  policy('CKV_AWS_168', 'a queue takes messages from whatever does not say for which account', (statements) => {
    statements[0].Principal = '*';
    statements[0].Condition = { StringEqualsIfExists: { 'aws:SourceAccount': '444455556666' } };
  }),
  queue('CKV_AWS_168', 'a queue takes messages from everybody by a policy in itself', (config) => {
    config.policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:*' } });
  }),
  policy('CKV_AWS_387', 'a queue lets in all but one role', (statements) => {
    delete statements[0].Principal;
    statements[0].NotPrincipal = { AWS: 'arn:aws:iam::444455556666:role/one' };
  }),
  policy('CKV_AWS_72', 'EventBridge may do whatever it likes with a queue', (statements) => {
    statements[0].Action = 'sqs:*';
  }),
  policy('CKV_AWS_72', 'EventBridge may take messages out', (statements) => {
    statements[0].Action = ['sqs:SendMessage', 'sqs:ReceiveMessage'];
  }),
  policy('AwsSolutions-SQS4', 'a queue answers over plain HTTP', (statements) => statements.splice(1)),
  policy('AwsSolutions-SQS4', 'a queue refuses plain HTTP only to who sends', (statements) => {
    statements[1].Action = 'sqs:SendMessage';
  }),
  { ...policy('AwsSolutions-SQS4', 'a queue loses its policy', () => undefined), change: remove },
  policy('MAL_SNS_4', "whichever account's rule fills a queue", (statements) => delete statements[0].Condition),
  {
    rule: 'MAL_SNS_5',
    what: 'the key of the queues no longer knows EventBridge',
    kind,
    type: 'aws_kms_key',
    path: 'data/content/key/Resource',
    change: inPolicy((statements) => {
      const others = statements.filter(({ Principal }) => Principal?.Service !== 'events.amazonaws.com');
      statements.splice(0, statements.length, ...others);
    }),
  },

  queue('AwsSolutions-SQS3', 'what nobody can take in stays in a queue', (config) => delete config.redrive_policy),
  queue('AwsSolutions-SQS3', 'a message is tried a thousand times', (config) => {
    config.redrive_policy = JSON.stringify({ ...JSON.parse(config.redrive_policy), maxReceiveCount: 1000 });
  }),
  alarm('nobody hears of dead letters', remove),
  alarm('somebody hears of a hundred dead letters', (config) => (config.threshold = 100)),
  alarm('the alarm on dead letters is on another queue', (config) => {
    config.dimensions.QueueName = '${aws_sqs_queue.gone.name}';
  }),
  dead('MAL_SQS_2', 'dead letters are kept for a day', (config) => (config.message_retention_seconds = 86_400)),
  dead('MAL_SQS_2', "dead letters are kept for SQS's four days", (config) => delete config.message_retention_seconds),
  queue('MAL_SQS_2', 'messages are kept as long as dead letters', (config) => {
    config.message_retention_seconds = 1_209_600;
  }),
  redrive('MAL_SQS_3', 'a queue takes dead letters from whichever queue', remove),
  redrive('MAL_SQS_3', 'a queue takes no dead letters from its source', (config) => {
    config.redrive_allow_policy = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [] });
  }),
  redrive('MAL_SQS_4', 'a queue is for the dead letters of all', (config) => {
    config.redrive_allow_policy = config.redrive_allow_policy.replace('byQueue', 'allowAll');
  }),
  redrive('MAL_SQS_4', 'a queue takes dead letters from a queue that sends it none', (config) => {
    const policy = JSON.parse(config.redrive_allow_policy);
    policy.sourceQueueArns.push(config.queue_url.replace('.url}', '.arn}'));
    config.redrive_allow_policy = JSON.stringify(policy);
  }),
  redrive('MAL_TYPE_1', 'a policy is for a queue that nobody makes', (config) => {
    config.queue_url = 'https://sqs.eu-west-1.amazonaws.com/999999999999/theirs';
  }),
];
