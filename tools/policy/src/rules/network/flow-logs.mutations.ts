import { accounts } from '@malinshopper/environments';
import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const type = 'aws_flow_log';
const role = { type: 'aws_iam_role_policy', path: 'network/network/flow-log/role/write' };

export const flowLogMutations: readonly Mutation[] = [
  { rule: 'CKV2_AWS_11', what: 'a network has no flow log', type, change: remove },
  {
    rule: 'CKV2_AWS_11',
    what: 'only what was accepted is written down',
    type,
    change: (config) => (config.traffic_type = 'ACCEPT'),
  },
  {
    rule: 'MAL_NET_23',
    what: 'a flow log goes to a group that was made by hand',
    type,
    change: (config) =>
      (config.log_destination = `arn:aws:logs:eu-west-1:${accounts.production.id}:log-group:flow-log`),
  },
  {
    rule: 'MAL_NET_23',
    what: 'a flow log is kept for ever',
    type: 'aws_cloudwatch_log_group',
    path: 'network/network/flow-log/log/Resource',
    change: (config) => delete config.retention_in_days,
  },
  {
    rule: 'MAL_NET_23',
    what: 'a flow log is not encrypted with a key of ours',
    type: 'aws_cloudwatch_log_group',
    path: 'network/network/flow-log/log/Resource',
    change: (config) => delete config.kms_key_id,
  },
  {
    rule: 'MAL_NET_24',
    what: 'a flow log may make its group anew',
    ...role,
    change: inPolicy((statements) => statements[0].Action.push('logs:CreateLogGroup')),
  },
  {
    rule: 'MAL_NET_24',
    what: 'a flow log may do everything with logs',
    ...role,
    change: inPolicy((statements) => (statements[0].Action = ['logs:*', 'logs:PutLogEvents'])),
  },
  {
    rule: 'MAL_NET_24',
    what: 'a flow log may write into every log group',
    ...role,
    change: inPolicy((statements) => (statements[0].Resource = '*')),
  },
  { rule: 'MAL_NET_24', what: 'a flow log may write nothing', ...role, change: remove },
];
