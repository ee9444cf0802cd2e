import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const group = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_cloudwatch_log_group',
  path: 'compute/web/log/Resource',
  change,
});
const key = (what: string, change: Parameters<typeof inPolicy>[0]): Mutation => ({
  rule: 'MAL_LOG_1',
  what,
  type: 'aws_kms_key',
  path: 'account/log-key/Resource',
  change: inPolicy(change),
});
const resourcePolicy = (what: string, change: Parameters<typeof inPolicy>[0]): Mutation => ({
  rule: 'MAL_LOG_2',
  what,
  type: 'aws_cloudwatch_log_resource_policy',
  path: 'account/query-logs/policy',
  change: inPolicy(change, 'policy_document'),
});

export const logMutations: readonly Mutation[] = [
  group('CKV_AWS_66', 'a log group never forgets', (config) => delete config.retention_in_days),
  group('CKV_AWS_66', 'a log group forgets after a time that CloudWatch does not know', (config) => {
    config.retention_in_days = 100;
  }),
  group('CKV_AWS_338', 'a log group forgets after a month', (config) => (config.retention_in_days = 30)),
  group('CKV_AWS_158', 'a log group loses its key', (config) => delete config.kms_key_id),
  group('CKV_AWS_158', 'a log group has a key of somebody else', (config) => {
    config.kms_key_id = 'arn:aws:kms:eu-west-1:999999999999:key/theirs';
  }),
  {
    ...group('MAL_LOG_1', 'a log group is in another region than its key', (config) => {
      config.provider = 'aws.us_east_1';
    }),
    path: 'database/log-error/Resource',
  },
  key('the key of log groups no longer knows CloudWatch Logs', (statements) => statements.splice(1)),
  key(
    'the key of log groups lets CloudWatch Logs only encrypt',
    (statements) => (statements[1].Action = ['kms:Encrypt*']),
  ),
  key('the key of log groups may be used for those of any account', (statements) => delete statements[1].Condition),
  key('the key of log groups may be used for those of another account', (statements) => {
    statements[1].Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'] = 'arn:aws:logs:eu-west-1:*:log-group:*';
  }),
  resourcePolicy('Route 53 writes to us for whichever account', ([statement]) => delete statement.Condition),
  resourcePolicy('Route 53 writes to us for another account', ([statement]) => {
    statement.Condition.StringEquals['aws:SourceAccount'] = '999999999999';
  }),
  resourcePolicy('Route 53 may delete log groups', ([statement]) => statement.Action.push('logs:DeleteLogGroup')),
  resourcePolicy('Route 53 may write to every log group', ([statement]) => (statement.Resource = '*')),
  resourcePolicy('a role of another account may write to log groups', ([statement]) => {
    statement.Principal = { AWS: 'arn:aws:iam::999999999999:root' };
  }),
  { ...group('CKV2_AWS_10', 'the log group of the trail is gone', remove), path: 'account/trail/log/Resource' },
];
