import { remove, type Mutation } from '../../testing/mutation';

const password = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_iam_account_password_policy',
  change,
});

export const passwordMutations: readonly Mutation[] = [
  password('CKV_AWS_9', 'passwords never expire', (config) => delete config.max_password_age),
  password('CKV_AWS_9', 'passwords expire after a year', (config) => (config.max_password_age = 365)),
  password('CKV_AWS_10', 'passwords may have eight characters', (config) => (config.minimum_password_length = 8)),
  password('CKV_AWS_10', 'the account says nothing of passwords', remove),
  password(
    'CKV_AWS_11',
    'passwords may do without lower-case letters',
    (config) => delete config.require_lowercase_characters,
  ),
  password('CKV_AWS_12', 'passwords may do without digits', (config) => (config.require_numbers = false)),
  password('CKV_AWS_13', 'passwords may come again', (config) => (config.password_reuse_prevention = 1)),
  password('CKV_AWS_14', 'passwords may do without symbols', (config) => delete config.require_symbols),
  password(
    'CKV_AWS_15',
    'passwords may do without upper-case letters',
    (config) => (config.require_uppercase_characters = false),
  ),
];
