import { remove } from '../../testing/mutation';
import { alsoBroken, at, custom, ours } from '../ask';
import { standaloneRules } from './firewall';
import { byType } from '../relations';
import { rulesOf } from '../table';

const [ingress, egress] = standaloneRules;

/** The resource types with network interfaces: they can have security groups. */
const attached = [
  'aws_db_instance',
  'aws_elasticache_replication_group',
  'aws_emr_cluster',
  'aws_lambda_function',
  'aws_launch_template',
  'aws_lb',
  'aws_network_interface',
  'aws_vpc_endpoint',
];

// 'Managed by Terraform' is Terraform's default description.
const described = alsoBroken(
  at(
    'description',
    (text) => typeof text === 'string' && text.trim().length >= 4 && text !== 'Managed by Terraform',
    undefined,
    'Managed by Terraform',
  ),
  {
    'an ingress rule has no description': { type: ingress!, change: (config) => delete config.description },
    'the description of an egress rule is blank': {
      type: egress!,
      change: (config) => (config.description = '      '),
    },
  },
);

export const securityGroups = rulesOf('aws_security_group', {
  CKV_AWS_23: {
    title: 'Security groups and their rules have a description',
    severity: 'low',
    covers:
      'N9 AwsSolutions-EC27 tfsec.ec2.add-description-to-security-group tfsec.ec2.add-description-to-security-group-rule',
    types: ['aws_security_group', 'aws_security_group_rule', ...standaloneRules],
    why: 'A rule without a known purpose is never removed',
    fix: 'Set description: for a rule, why the traffic is needed',
    ask: described,
  },
  CKV2_AWS_5: {
    title: 'Security groups are attached to a resource',
    severity: 'low',
    why: 'An unused group can open a port unnoticed, as soon as it is attached to a resource',
    fix: 'Attach the group to a resource, or delete it',
    ask: custom(
      (group, world) =>
        world.thatName(group, ...attached).length > 0 ? undefined : 'nothing with a network interface has it',
      {
        'the database is without its group': {
          type: 'aws_db_instance',
          change: (config) => delete config.vpc_security_group_ids,
        },
        'the load balancer is without its group': { type: 'aws_lb', change: (config) => delete config.security_groups },
      },
    ),
  },
  MAL_NET_2: {
    title: 'Each rule of a security group is a separate resource',
    severity: 'medium',
    covers: 'N9 N10',
    types: ['aws_security_group', 'aws_security_group_rule'],
    why: 'Rules inside groups create cycles between groups, and remove separate rules of the same group',
    fix: 'Use allowFrom and allowTo of SecurityGroup (libs/constructs)',
    ask: custom(
      ({ type, config }) => {
        if (type === 'aws_security_group_rule') return 'is an aws_security_group_rule, to which AWS gives no id';
        const inside = ['ingress', 'egress'].filter((direction) => config[direction] !== undefined);
        return inside.length > 0 ? `has ${inside.join(' and ')} inside` : undefined;
      },
      {
        'a group has an ingress rule inside': (config) =>
          (config.ingress = [{ protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.10.0.0/16'] }]),
        'a group removes every separate egress rule': (config) => (config.egress = []),
      },
    ),
  },
  MAL_NET_3: {
    title: 'A security group is in a VPC of this repository, and each rule is in such a group',
    severity: 'high',
    types: ['aws_security_group', ...standaloneRules],
    why: 'AWS creates a security group without a VPC in the default VPC, where every subnet is public',
    fix: 'Set vpcId to the network of the environment, securityGroupId to a group of this repository',
    ask: alsoBroken(
      byType({
        aws_security_group: ours('vpc_id', 'aws_vpc'),
        [ingress!]: ours('security_group_id', 'aws_security_group'),
        [egress!]: ours('security_group_id', 'aws_security_group'),
      }),
      {
        'a group is in the default VPC': (config) => delete config.vpc_id,
        'the network is removed': { type: 'aws_vpc', change: remove },
      },
    ),
  },
});
