import { remove, type Mutation } from '../../testing/mutation';

const group = 'aws_security_group';
const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';

export const securityGroupMutations: readonly Mutation[] = [
  {
    rule: 'CKV_AWS_23',
    what: 'a group says nothing',
    type: group,
    change: (config) => delete config.description,
  },
  {
    rule: 'CKV_AWS_23',
    what: 'a group says what Terraform says for want of anything better',
    type: group,
    change: (config) => (config.description = 'Managed by Terraform'),
  },
  {
    rule: 'CKV_AWS_23',
    what: 'a way in does not say why',
    type: ingress,
    change: (config) => delete config.description,
  },
  {
    rule: 'CKV_AWS_23',
    what: 'a way out says why with blanks',
    type: egress,
    change: (config) => (config.description = '      '),
  },
  {
    rule: 'CKV2_AWS_5',
    what: 'the database is without its group',
    type: 'aws_db_instance',
    change: (config) => delete config.vpc_security_group_ids,
  },
  {
    rule: 'CKV2_AWS_5',
    what: 'the load balancer is without its group',
    type: 'aws_lb',
    change: (config) => delete config.security_groups,
  },
  {
    rule: 'MAL_NET_2',
    what: 'a group has a way in inside',
    type: group,
    change: (config) =>
      (config.ingress = [{ protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.10.0.0/16'] }]),
  },
  {
    rule: 'MAL_NET_2',
    what: 'a group takes away every way out that others add',
    type: group,
    change: (config) => (config.egress = []),
  },
  {
    rule: 'MAL_NET_3',
    what: 'a group is in the default VPC',
    type: group,
    path: 'compute/web/firewall/Resource',
    change: (config) => delete config.vpc_id,
  },
  {
    rule: 'MAL_NET_3',
    what: 'a group is in a network that was made by hand',
    type: group,
    change: (config) => (config.vpc_id = 'vpc-0123456789abcdef0'),
  },
  {
    rule: 'MAL_NET_3',
    what: 'a way in is into a group that was made by hand',
    type: ingress,
    change: (config) => (config.security_group_id = 'sg-0123456789abcdef0'),
  },
  {
    rule: 'MAL_NET_3',
    what: 'the network is gone',
    type: 'aws_vpc',
    change: remove,
  },
];
