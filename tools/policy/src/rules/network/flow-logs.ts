import { isActionLike } from '@malinshopper/aws-facts';
import { statementsOf } from '../../model/policy-document';
import type { Rule } from '../rule';

const types = ['aws_flow_log'];

/** Who talked to whom in a network. */
export const flowLogRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_11',
    covers: ['FSBP.EC2.6', 'AwsSolutions-VPC7', 'N7', 'tfsec.ec2.require-vpc-flow-logs-for-all-vpcs'],
    title: 'Every network writes down who talked to whom, accepted and refused',
    severity: 'medium',
    why: 'After a break-in it is the only witness of where the data went',
    fix: 'Make a FlowLog of the VPC with trafficType ALL',
    types: ['aws_vpc'],
    check: (vpc, world) => {
      const logs = world.thatName(vpc, 'aws_flow_log');
      if (logs.length === 0) return 'has no flow log';
      const kinds = logs.map(({ config }) => config['traffic_type'] as unknown);
      return kinds.includes('ALL') ? undefined : `its flow log is of ${kinds.join(', ')} traffic`;
    },
  },
  {
    id: 'MAL_NET_23',
    covers: ['N7'],
    title: 'A flow log goes to a log group of ours that is encrypted and forgets, or to a bucket of ours',
    severity: 'medium',
    why: 'Who talks to whom is a map of the platform; without an end it is paid for for ever',
    fix: 'Set logDestination to a LogGroup (libs/constructs)',
    types,
    check: ({ config, stack }, world) => {
      const [to] = world.targets(config['log_destination'], stack);
      if (to?.type === 'aws_s3_bucket') return undefined;
      if (to?.type !== 'aws_cloudwatch_log_group') return `goes to ${JSON.stringify(config['log_destination'])}`;
      // In CloudWatch Logs, no retention and 0 are for ever.
      if (!(Number(to.config['retention_in_days']) > 0)) return `${to.path} keeps it for ever`;
      return world.targets(to.config['kms_key_id'], to.stack).some(({ type }) => type === 'aws_kms_key')
        ? undefined
        : `${to.path} has no key of ours`;
    },
  },
  {
    id: 'MAL_NET_24',
    covers: ['N7'],
    title: 'The role of a flow log writes to its own log group, and makes none',
    severity: 'low',
    why: 'A flow log that outlives its group makes it anew, without key and for ever, and the next deploy fails',
    fix: 'Leave logs:CreateLogGroup out, and name the group in Resource',
    types,
    // To a bucket, VPC writes by the bucket's policy.
    about: ({ config, stack }, world) => world.targets(config['log_destination'], stack)[0]?.type !== 'aws_s3_bucket',
    check: (flowLog, world) => {
      const { config, stack } = flowLog;
      const [group] = world.targets(config['log_destination'], stack);
      const [role] = world.targets(config['iam_role_arn'], stack).filter(({ type }) => type === 'aws_iam_role');
      if (!role) return `iam_role_arn is ${JSON.stringify(config['iam_role_arn'])}`;
      const attached = world.thatName(role, 'aws_iam_role_policy_attachment');
      if (attached.length > 0) return `${role.path} has a policy of somebody else`;
      const statements = world.thatName(role, 'aws_iam_role_policy').flatMap((policy) => {
        return statementsOf(policy, world).map((statement) => ({ ...statement, stack: policy.stack }));
      });
      if (!statements.some(({ actions }) => actions.includes('logs:PutLogEvents'))) return `${role.path} may not write`;
      if (statements.some(({ actions, notActions }) => notActions.length > 0 || actions.some(makesGroups))) {
        return `${role.path} may make log groups`;
      }
      const foreign = statements.some(
        (each) => !each.resources.every((arn) => group && world.targets(arn, each.stack).includes(group)),
      );
      return foreign ? `${role.path} writes elsewhere too` : undefined;
    },
  },
];

const makesGroups = (action: string) => isActionLike(action, 'logs:CreateLogGroup');
