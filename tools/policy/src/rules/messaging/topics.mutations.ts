import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const topic = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_sns_topic',
  path: 'account/alarms/compute/Resource',
  change,
});
const policy = (rule: string, what: string, change: Parameters<typeof inPolicy>[0]): Mutation => ({
  rule,
  what,
  type: 'aws_sns_topic_policy',
  path: 'account/alarms/compute/policy',
  change: inPolicy(change),
});
const subscription = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_sns_topic_subscription',
  path: 'account/alarms/compute/mail',
  change,
});

export const topicMutations: readonly Mutation[] = [
  topic('CKV_AWS_26', 'a topic loses its key', (config) => delete config.kms_master_key_id),
  topic('CKV_AWS_26', 'a topic is encrypted with the key of SNS itself', (config) => {
    config.kms_master_key_id = 'alias/aws/sns';
  }),
  policy('CKV_AWS_169', 'a topic takes messages from everybody', (statements) => {
    statements[0].Principal = '*';
    delete statements[0].Condition;
  }),
  policy('CKV_AWS_169', 'a topic takes messages from everybody over TLS', (statements) => {
    statements[0].Principal = { AWS: '*' };
    statements[0].Condition = { Bool: { 'aws:SecureTransport': 'true' } };
  }),
  policy('CKV_AWS_169', 'a topic takes messages from roles of every account', (statements) => {
    statements[0].Principal = '*';
    statements[0].Condition = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } };
  }),
  topic('CKV_AWS_169', 'a topic takes messages from everybody by a policy in itself', (config) => {
    config.policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish' } });
  }),
  policy('CKV_AWS_385', 'a topic lets in all accounts but one', (statements) => {
    delete statements[0].Principal;
    statements[0].NotPrincipal = { AWS: '999999999999' };
  }),
  policy('CKV_AWS_385', 'a topic lets another account publish', (statements) => {
    statements[0].Principal = { AWS: 'arn:aws:iam::999999999999:root' };
  }),
  policy('AwsSolutions-SNS3', 'a topic takes messages over plain HTTP', (statements) => {
    statements.splice(0, statements.length, statements[0]);
  }),
  policy('AwsSolutions-SNS3', 'a topic refuses plain HTTP to one role only', (statements) => {
    statements.at(-1).Principal = { AWS: 'arn:aws:iam::999999999999:role/one' };
  }),
  policy('AwsSolutions-SNS3', 'a topic refuses plain HTTP only where something else holds too', (statements) => {
    statements.at(-1).Condition.StringEquals = { 'aws:RequestedRegion': 'us-east-1' };
  }),
  {
    rule: 'AwsSolutions-SNS3',
    what: 'a topic loses its policy',
    type: 'aws_sns_topic_policy',
    path: 'account/alarms/compute/policy',
    change: remove,
  },
  policy('MAL_SNS_1', 'CloudWatch may subscribe others', (statements) => {
    statements[0].Action = ['sns:Publish', 'sns:Subscribe'];
  }),
  policy('MAL_SNS_1', 'CloudWatch may do whatever it likes with a topic', (statements) => {
    statements[0].Action = 'sns:*';
  }),
  subscription('MAL_SNS_2', 'nobody hears of alarms any more', remove),
  subscription('MAL_SNS_3', 'alarms are told over plain HTTP', (config) => {
    Object.assign(config, { protocol: 'http', endpoint: 'http://alarms.malinshopper.com' });
  }),
  subscription('MAL_SNS_3', 'alarms are told to an address that is not ours', (config) => {
    config.endpoint = 'somebody@example.com';
  }),
  {
    rule: 'MAL_SNS_8',
    what: 'an environment brings a mail of its own',
    type: 'aws_autoscaling_group',
    path: 'compute/web/group/Resource',
    change: (_config, resources) => {
      (resources['aws_sns_topic_subscription'] ??= {})['own'] = {
        topic_arn: '${data.terraform_remote_state.account.outputs.alarmTopicArns.compute}',
        protocol: 'email',
        endpoint: 'compute@malinshopper.com',
      };
    },
  },
  subscription('MAL_SNS_3', 'alarms are told by text message', (config) => {
    Object.assign(config, { protocol: 'sms', endpoint: '+352123456' });
  }),
  policy('MAL_SNS_4', 'alarms of whichever account are told to us', (statements) => delete statements[0].Condition),
  policy('MAL_SNS_4', 'alarms of another account are told to us', (statements) => {
    statements[0].Condition = { StringEquals: { 'aws:SourceAccount': '999999999999' } };
  }),
  policy('MAL_SNS_5', 'a service publishes that may not use the key', (statements) => {
    statements[0].Principal = { Service: ['cloudwatch.amazonaws.com', 'rds.amazonaws.com'] };
  }),
  {
    rule: 'MAL_SNS_5',
    what: 'the key of a topic no longer knows CloudWatch',
    type: 'aws_kms_key',
    path: 'account/alarms/compute/key/Resource',
    change: inPolicy((statements) => statements.splice(1)),
  },
  topic('MAL_SNS_6', 'a topic has a second policy in itself', (config) => {
    config.policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  }),
];
