import { inPolicy, type Mutation } from '../../../testing/mutation';

const master = '${aws_db_instance.database_server_0.master_user_secret[0].secret_arn}';

const reads = (what: string, role: string, Resource: string, Action = 'secretsmanager:GetSecretValue'): Mutation => ({
  rule: 'MAL_RDS_10',
  what,
  type: 'aws_iam_role_policy',
  path: `compute/${role}/identity/database`,
  change: inPolicy((statements) => statements.push({ Effect: 'Allow', Action, Resource })),
});

export const masterSecretMutations: readonly Mutation[] = [
  reads('web servers read the secret of the master user', 'web', master),
  reads(
    'a worker reads every secret that RDS makes',
    'fetcher',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!*',
  ),
  reads('a worker reads every secret of the account', 'updater-1', 'arn:aws:secretsmanager:*:*:secret:*'),
  reads('a worker may do everything with secrets', 'updater-2', '*', 'secretsmanager:*'),
  {
    rule: 'MAL_RDS_10',
    what: 'a role of another service reads the secret of the master user',
    type: 'aws_iam_role_policy',
    path: 'data/database/monitoring/write',
    change: inPolicy((statements) =>
      statements.push({ Effect: 'Allow', Action: 'secretsmanager:Get*', Resource: master }),
    ),
  },
  {
    rule: 'MAL_RDS_10',
    what: 'the role that reads the secret of the master user is one of instances too',
    type: 'aws_iam_role',
    path: 'data/users-job/role/Resource',
    change: (config) => {
      config.assume_role_policy = config.assume_role_policy.replace('lambda.amazonaws.com', 'ec2.amazonaws.com');
    },
  },
];
