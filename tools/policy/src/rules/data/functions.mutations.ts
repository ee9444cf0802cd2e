import { remove, type Mutation } from '../../testing/mutation';
import { having, within, without } from './changes';

const job = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_lambda_function',
  path: 'data/users-job/Resource',
  change,
});
const call = (what: string, change: Mutation['change']): Mutation => ({
  rule: 'MAL_FN_2',
  what,
  type: 'aws_lambda_invocation',
  path: 'data/users/Resource',
  change,
});
const secret = (what: string, change: Mutation['change']): Mutation => ({
  rule: 'CKV_AWS_149',
  what,
  type: 'aws_secretsmanager_secret',
  path: 'data/users/web',
  change,
});

export const functionMutations: readonly Mutation[] = [
  job('CKV_AWS_45', 'the environment of a function has a password', (config) => {
    config.environment.variables.DATABASE_PASSWORD = 'correct-horse-battery';
  }),
  job('CKV_AWS_117', 'a function leaves our network', without('vpc_config')),
  job(
    'CKV_AWS_117',
    'a function has a firewall of others',
    within(['vpc_config'], having({ security_group_ids: ['sg-1'] })),
  ),
  job('CKV_AWS_363', 'a function has a runtime whose time is over', having({ runtime: 'nodejs16.x' })),
  job('MAL_FN_1', 'a function writes to a log group that Lambda makes', without('logging_config')),
  call('what a function has made stays for good', having({ lifecycle_scope: 'CREATE_ONLY' })),
  call('what a function has made for production could be taken away', without('lifecycle')),
  secret('a secret is encrypted with the key of Secrets Manager', without('kms_key_id')),
  secret(
    'a secret is encrypted with a key of others',
    having({ kms_key_id: 'arn:aws:kms:eu-west-1:999999999999:key/theirs' }),
  ),
  {
    rule: 'CKV_AWS_149',
    what: 'the key of secrets is gone',
    type: 'aws_kms_key',
    path: 'data/database/key/Resource',
    change: remove,
  },
];
