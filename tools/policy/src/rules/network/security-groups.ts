import type { Rule } from '../rule';
import { groupsBehind, standaloneRules } from './firewall';

/** What has network interfaces, and so has firewalls. */
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

/** How security groups are written. */
export const securityGroupRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_23',
    covers: [
      'N9',
      'AwsSolutions-EC27',
      'tfsec.ec2.add-description-to-security-group',
      'tfsec.ec2.add-description-to-security-group-rule',
    ],
    title: 'Every security group and every rule says what it is for',
    severity: 'low',
    why: 'Nobody dares to remove what nobody can explain',
    fix: 'Set description: for a rule, why the traffic is needed',
    types: ['aws_security_group', 'aws_security_group_rule', ...standaloneRules],
    check: ({ config: { description } }) =>
      // Terraform's own words for a group that says nothing.
      typeof description !== 'string' || description.trim().length < 4 || description === 'Managed by Terraform'
        ? `description is ${JSON.stringify(description)}`
        : undefined,
  },
  {
    id: 'CKV2_AWS_5',
    title: 'Every security group is the firewall of something',
    severity: 'low',
    why: 'An unused group is a way in that waits for somebody to attach it',
    fix: 'Attach it, or delete it',
    types: ['aws_security_group'],
    check: (resource, world) =>
      world.thatName(resource, ...attached).length > 0 ? undefined : 'nothing with a network interface has it',
  },
  {
    id: 'MAL_NET_2',
    covers: ['N9', 'N10'],
    title: 'Every rule of a security group is a resource of its own',
    severity: 'medium',
    why: 'Rules inside groups make cycles between groups, and undo rules that others have added',
    fix: 'Use allowFrom and allowTo of SecurityGroup (libs/constructs)',
    types: ['aws_security_group', 'aws_security_group_rule'],
    check: ({ type, config }) => {
      if (type === 'aws_security_group_rule') return 'is an aws_security_group_rule, which AWS gives no id to';
      const inside = ['ingress', 'egress'].filter((direction) => config[direction] !== undefined);
      return inside.length > 0 ? `has ${inside.join(' and ')} inside` : undefined;
    },
  },
  {
    id: 'MAL_NET_3',
    title: 'Every security group and every rule belongs to a network and a group of ours',
    severity: 'high',
    why: 'A group without a network goes into the default VPC, where every subnet is public',
    fix: 'Set vpcId to the network of the environment, securityGroupId to a group of ours',
    types: ['aws_security_group', ...standaloneRules],
    check: (resource, world) => {
      const { type, config, stack } = resource;
      if (type !== 'aws_security_group') {
        const groups = groupsBehind(config['security_group_id'], resource, world);
        return groups.length === 1 ? undefined : `security_group_id is ${JSON.stringify(config['security_group_id'])}`;
      }
      const networks = world.targets(config['vpc_id'], stack).filter((target) => target.type === 'aws_vpc');
      return networks.length === 1 ? undefined : `vpc_id is ${JSON.stringify(config['vpc_id'])}`;
    },
  },
];
