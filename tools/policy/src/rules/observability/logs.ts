import type { Rule } from '../rule';
import { keyOf, servicesThat, statementsOfKey } from '../messaging/mailbox';
import { inWords } from '../iam/in-words';

const types = ['aws_cloudwatch_log_group'];

/** CloudWatch Logs API, PutRetentionPolicy. */
const steps = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** What writing to a log group and reading it takes, as a policy may say it. */
const uses = { 'kms:Decrypt': /^kms:(Decrypt|\*)/, 'kms:GenerateDataKey': /^kms:(GenerateDataKey|\*)/ };

export const logRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_66',
    covers: ['M1'],
    title: 'Every log group forgets after a while',
    severity: 'medium',
    why: 'Logs hold the addresses of visitors, and cost more each month, for ever',
    fix: 'Make it with LogGroup (libs/constructs), retentionDays: environment.logRetentionDays',
    types,
    check: ({ config }) =>
      steps.includes(Number(config['retention_in_days']))
        ? undefined
        : `retention_in_days is ${JSON.stringify(config['retention_in_days'])}`,
  },
  {
    id: 'CKV_AWS_338',
    title: 'Every log group keeps a year',
    severity: 'low',
    why: 'What an intruder did is found out months later',
    fix: 'logRetentionDays: 365 in the file of the environment',
    types,
    check: ({ config }) => {
      const days = Number(config['retention_in_days'] ?? 0);
      return days === 0 || days >= 365 ? undefined : `retention_in_days is ${days}`;
    },
  },
  {
    id: 'CKV_AWS_158',
    covers: ['M1', 'tfsec.cloudwatch.log-group-customer-key'],
    title: 'Every log group is encrypted with a key of ours',
    severity: 'medium',
    why: 'Only the policy of a key of ours can say who may read, and is asked each time',
    fix: 'Make it with LogGroup and a LogKey (libs/constructs)',
    types,
    check: (group, world) =>
      keyOf(group, world, 'kms_key_id') ? undefined : `kms_key_id is ${JSON.stringify(group.config['kms_key_id'])}`,
  },
  {
    id: 'MAL_LOG_1',
    covers: ['I2'],
    title: 'The key of a log group lets CloudWatch Logs use it, for log groups of the account only',
    severity: 'high',
    why: 'Otherwise the group cannot be made; without the condition, logs of any account could be read with it',
    fix: 'Make the key with LogKey (libs/constructs), in the region of the group',
    types,
    check: (group, world) => {
      const key = keyOf(group, world, 'kms_key_id');
      if (!key) return 'it has no key of ours';
      const service = `logs.${group.region}.amazonaws.com`;
      const statements = statementsOfKey(key, world).filter(({ principals }) =>
        principals?.['Service']?.includes(service),
      );
      for (const [action, pattern] of Object.entries(uses)) {
        if (servicesThat(pattern, statements).length === 0) return `${service} has no ${action} with ${key.path}`;
      }
      const { id } = world.environment.account;
      const loose = statements.find(
        ({ conditions }) =>
          !Object.values(conditions).some((keys) =>
            keys['kms:EncryptionContext:aws:logs:arn']?.every((arn) => arn.split(':')[4] === id),
          ),
      );
      return loose && `${inWords(loose)} of ${key.path} does not demand log groups of the account`;
    },
  },
];
