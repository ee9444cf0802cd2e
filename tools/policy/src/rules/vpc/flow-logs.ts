import { accounts } from '@malinshopper/environments';
import { statementsOf } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { custom } from '../ask';
import { rulesOf } from '../table';

const logGroup = { type: 'aws_cloudwatch_log_group', path: 'network/network/flow-log/log/Resource' };

const createsGroups = (action: string) =>
  new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test('logs:CreateLogGroup');

const hasFlowLogOfAll = custom(
  (vpc, world) => {
    const logs = world.thatName(vpc, 'aws_flow_log');
    if (logs.length === 0) return 'has no flow log';
    const traffic = logs.map(({ config }) => config['traffic_type'] as unknown);
    return traffic.includes('ALL') ? undefined : `its flow log is of ${traffic.join(', ')} traffic`;
  },
  {
    'a VPC has no flow log': remove,
    'a flow log has only accepted traffic': (config) => (config.traffic_type = 'ACCEPT'),
  },
);

const toEncryptedGroupOrBucket = custom(
  ({ config, stack }, world) => {
    const [to] = world.targets(config['log_destination'], stack);
    if (to?.type === 'aws_s3_bucket') return undefined;
    if (to?.type !== 'aws_cloudwatch_log_group') return `goes to ${JSON.stringify(config['log_destination'])}`;
    // CloudWatch Logs keeps events for ever without a retention, and with 0.
    if (!(Number(to.config['retention_in_days']) > 0)) return `${to.path} keeps it for ever`;
    return world.targets(to.config['kms_key_id'], to.stack).some(({ type }) => type === 'aws_kms_key')
      ? undefined
      : `${to.path} has no key of this repository`;
  },
  {
    'a flow log goes to a log group that is not in Terraform': (config) =>
      (config.log_destination = `arn:aws:logs:eu-west-1:${accounts.production.id}:log-group:flow-log`),
    'a flow log is kept for ever': { ...logGroup, change: (config) => delete config.retention_in_days },
    'a flow log is not encrypted with an own key': { ...logGroup, change: (config) => delete config.kms_key_id },
  },
);

const roleWritesToOwnGroup = custom(
  ({ config, stack }, world) => {
    const [group] = world.targets(config['log_destination'], stack);
    const [role] = world.targets(config['iam_role_arn'], stack).filter(({ type }) => type === 'aws_iam_role');
    if (!role) return `iam_role_arn is ${JSON.stringify(config['iam_role_arn'])}`;
    const attached = world.thatName(role, 'aws_iam_role_policy_attachment');
    if (attached.length > 0) return `${role.path} has a managed policy`;
    const statements = world
      .thatName(role, 'aws_iam_role_policy')
      .flatMap((policy) => statementsOf(policy, world).map((each) => ({ ...each, stack: policy.stack })));
    if (!statements.some(({ actions }) => actions.includes('logs:PutLogEvents'))) return `${role.path} may not write`;
    if (statements.some(({ actions, notActions }) => notActions.length > 0 || actions.some(createsGroups))) {
      return `${role.path} may create log groups`;
    }
    const foreign = statements.some(
      (each) => !each.resources.every((arn) => group && world.targets(arn, each.stack).includes(group)),
    );
    return foreign ? `${role.path} writes elsewhere too` : undefined;
  },
  {
    'a flow log may create its log group again': inPolicy((statements) =>
      statements[0].Action.push('logs:CreateLogGroup'),
    ),
    'a flow log may do everything with logs': inPolicy(
      (statements) => (statements[0].Action = ['logs:*', 'logs:PutLogEvents']),
    ),
    'a flow log may write to every log group': inPolicy((statements) => (statements[0].Resource = '*')),
    'a flow log may write nothing': remove,
  },
);

export const flowLogs = rulesOf('aws_flow_log', {
  CKV2_AWS_11: {
    title: 'VPCs have flow logs of accepted and refused traffic',
    severity: 'medium',
    covers: 'FSBP.EC2.6 AwsSolutions-VPC7 N7 tfsec.ec2.require-vpc-flow-logs-for-all-vpcs',
    types: ['aws_vpc'],
    why: 'After a break-in, nothing else records where the data went',
    fix: 'Make a FlowLog of the VPC with trafficType ALL',
    ask: hasFlowLogOfAll,
    tried: { type: 'aws_flow_log' },
  },
  MAL_NET_23: {
    title: 'Flow logs go to an encrypted log group with a retention, or to a bucket, of this repository',
    severity: 'medium',
    covers: 'N7',
    why: 'The connections are a map of the platform; without a retention they cost money for ever',
    fix: 'Set logDestination to a LogGroup (libs/constructs)',
    ask: toEncryptedGroupOrBucket,
  },
  MAL_NET_24: {
    title: 'Roles of flow logs write to their own log group, and create none',
    severity: 'low',
    covers: 'N7',
    // To a bucket, VPC writes by the bucket's policy.
    about: ({ config, stack }, world) => world.targets(config['log_destination'], stack)[0]?.type !== 'aws_s3_bucket',
    why: 'A flow log that outlives its group creates it again, without key and retention, and the next deploy fails',
    fix: 'Leave logs:CreateLogGroup out, and name the group in Resource',
    ask: roleWritesToOwnGroup,
    tried: { type: 'aws_iam_role_policy', path: 'network/network/flow-log/role/write' },
  },
});
