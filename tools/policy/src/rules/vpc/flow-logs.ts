import { isActionLike } from '@malinshopper/aws-facts';
import { statementsOf } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { all, between, custom, oneOf, ours, type Ask, type Fault } from '../ask';
import { behind, has } from '../relations';
import { rulesOf } from '../table';

const logGroup = { type: 'aws_cloudwatch_log_group', path: 'network/network/flow-log/log/Resource' };

const createsGroups = (action: string) => isActionLike(action, 'logs:CreateLogGroup');

// CloudWatch Logs keeps events for ever without a retention, and with 0; the longest is ten years (PutRetentionPolicy).
const toEncryptedGroup = behind(
  'log_destination',
  logGroup,
  all(between('retention_in_days', 1, 3653, 0), ours('kms_key_id', 'aws_kms_key')),
);
const toBucket = ours('log_destination', 'aws_s3_bucket');
const toEncryptedGroupOrBucket: Ask = {
  fault: (log, world) => toBucket.fault(log, world) && toEncryptedGroup.fault(log, world),
  breaks: toEncryptedGroup.breaks,
};

const roleWritesToOwnGroup: Fault = ({ config, stack }, world) => {
  const [group] = world.targets(config['log_destination'], stack);
  const [role] = world.targets(config['iam_role_arn'], stack).filter(({ type }) => type === 'aws_iam_role');
  if (!role) return `iam_role_arn is ${JSON.stringify(config['iam_role_arn'])}`;
  const attached = world.thatName(role, 'aws_iam_role_policy_attachment');
  if (attached.length > 0) return `${role.path} has a managed policy`;
  const statements = world
    .thatName(role, 'aws_iam_role_policy')
    .flatMap((policy) => statementsOf(policy, world).map((each) => ({ ...each, stack: policy.stack })));
  if (!statements.some(({ actions }) => actions.includes('logs:PutLogEvents')))
    return `${role.path} is not allowed to write`;
  if (statements.some(({ actions, notActions }) => notActions.length > 0 || actions.some(createsGroups))) {
    return `${role.path} may create log groups`;
  }
  const foreign = statements.some(
    (each) => !each.resources.every((arn) => group && world.targets(arn, each.stack).includes(group)),
  );
  return foreign ? `${role.path} writes elsewhere too` : undefined;
};

export const flowLogs = rulesOf('aws_flow_log', {
  CKV2_AWS_11: {
    title: 'VPCs have flow logs of accepted and refused traffic',
    severity: 'medium',
    covers: 'FSBP.EC2.6 AwsSolutions-VPC7 N7 tfsec.ec2.require-vpc-flow-logs-for-all-vpcs',
    types: ['aws_vpc'],
    why: 'After an intrusion, no other source records the destination of stolen data',
    fix: 'Create a FlowLog of the VPC with trafficType ALL',
    ask: has('aws_flow_log', oneOf('traffic_type', 'ALL')),
  },
  MAL_NET_23: {
    title: 'Flow logs go to an encrypted log group with a retention, or to a bucket, of this repository',
    severity: 'medium',
    covers: 'N7',
    why: 'The connections reveal the topology of the platform; without a retention they cost money for ever',
    fix: 'Set logDestination to a LogGroup (libs/constructs)',
    ask: toEncryptedGroupOrBucket,
  },
  MAL_NET_24: {
    title: 'The role of a flow log can write to its own log group, and cannot create log groups',
    severity: 'low',
    covers: 'N7',
    // VPC writes to a bucket by the bucket's policy.
    about: ({ config, stack }, world) => world.targets(config['log_destination'], stack)[0]?.type !== 'aws_s3_bucket',
    why: 'A flow log that outlives its group creates it again, without key and retention, and the next deploy fails',
    fix: 'Leave logs:CreateLogGroup out, and name the group in Resource',
    ask: custom(roleWritesToOwnGroup, {
      'a flow log may create its log group again': inPolicy((statements) =>
        statements[0].Action.push('logs:CreateLogGroup'),
      ),
      'a flow log has all permissions on logs': inPolicy(
        (statements) => (statements[0].Action = ['logs:*', 'logs:PutLogEvents']),
      ),
      'a flow log may write to every log group': inPolicy((statements) => (statements[0].Resource = '*')),
      'a flow log may write nothing': remove,
    }),
    tried: { type: 'aws_iam_role_policy', path: 'network/network/flow-log/role/write' },
  },
});
