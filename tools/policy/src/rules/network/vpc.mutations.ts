import { remove, type Mutation } from '../../testing/mutation';

const vpc = 'aws_vpc';

export const vpcMutations: readonly Mutation[] = [
  { rule: 'MAL_NET_14', what: 'a network is a /8', type: vpc, change: (config) => (config.cidr_block = '10.0.0.0/8') },
  {
    rule: 'MAL_NET_14',
    what: 'a network is a /24',
    type: vpc,
    change: (config) => (config.cidr_block = '10.10.0.0/24'),
  },
  {
    rule: 'MAL_NET_14',
    what: 'production has addresses of staging',
    type: vpc,
    change: (config) => (config.cidr_block = '10.20.16.0/20'),
  },
  {
    rule: 'MAL_NET_14',
    what: 'hosts get no names, as AWS has it by default',
    type: vpc,
    change: (config) => delete config.enable_dns_hostnames,
  },
  {
    rule: 'MAL_NET_14',
    what: 'nobody answers names',
    type: vpc,
    change: (config) => (config.enable_dns_support = false),
  },
  {
    rule: 'CKV2_AWS_12',
    what: 'the default group stays as AWS makes it',
    type: 'aws_default_security_group',
    change: remove,
  },
  {
    rule: 'CKV2_AWS_12',
    what: 'members of the default group reach each other',
    type: 'aws_default_security_group',
    change: (config) => (config.ingress = { protocol: '-1', from_port: 0, to_port: 0, self: true }),
  },
  {
    rule: 'MAL_NET_15',
    what: 'a zone loses its private subnet',
    type: 'aws_subnet',
    path: 'subnets/private-eu-west-1c',
    change: remove,
  },
  {
    rule: 'MAL_NET_15',
    what: 'two subnets are in the same zone',
    type: 'aws_subnet',
    path: 'subnets/public-eu-west-1b',
    change: (config) => (config.availability_zone = 'eu-west-1a'),
  },
  {
    rule: 'MAL_NET_15',
    what: 'public subnets lose their way out',
    type: 'aws_route',
    path: 'subnets/public-internet',
    change: remove,
  },
  { rule: 'MAL_NET_16', what: 'production loses a NAT gateway', type: 'aws_nat_gateway', change: remove },
  {
    rule: 'MAL_NET_16',
    what: 'staging gets two NAT gateways for one',
    kind: 'staging',
    type: 'aws_nat_gateway',
    change: (config) => (config.count = 2),
  },
  {
    rule: 'MAL_NET_17',
    what: 'production takes more addresses than there are',
    type: 'aws_eip',
    change: (config) => (config.count = 4),
  },
  {
    rule: 'MAL_NET_17',
    what: 'staging takes an address of testing',
    kind: 'staging',
    type: 'aws_eip',
    change: (config) => (config.count = 5),
  },
];
