import { inPolicy, type Mutation } from '../../testing/mutation';

const everybody = { Sid: 'Everybody', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const rule = 'MAL_IAM_29';
const type = 'aws_cloudwatch_log_resource_policy';

export const publicPolicyMutations: readonly Mutation[] = [
  {
    rule,
    what: 'everybody may write into the logs of queries',
    type,
    change: inPolicy((statements) => statements.push(everybody), 'policy_document'),
  },
  {
    rule,
    what: 'a secret is added that everybody may read',
    type,
    change: (_config, resources) =>
      (resources['aws_secretsmanager_secret_policy'] = { open: { policy: JSON.stringify({ Statement: everybody }) } }),
  },
];
