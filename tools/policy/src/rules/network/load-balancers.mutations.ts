import type { Mutation } from '../../testing/mutation';

const type = 'aws_lb';

export const loadBalancerMutations: readonly Mutation[] = [
  { rule: 'CKV_AWS_91', what: 'a load balancer logs nothing', type, change: (config) => delete config.access_logs },
  {
    rule: 'CKV_AWS_91',
    what: 'the log of a load balancer is switched off',
    type,
    change: (config) => (config.access_logs.enabled = false),
  },
  {
    rule: 'CKV_AWS_91',
    what: 'a load balancer logs to a bucket of somebody else',
    type,
    change: (config) => (config.access_logs.bucket = 'logs-of-somebody'),
  },
  {
    rule: 'MAL_LB_1',
    what: 'the log of connections goes nowhere',
    type,
    change: (config) => (config.connection_logs = { bucket: 'logs-of-somebody', enabled: true }),
  },
  {
    rule: 'CKV_AWS_131',
    what: 'a load balancer passes on any header, as AWS has it by default',
    type,
    change: (config) => delete config.drop_invalid_header_fields,
  },
  {
    rule: 'CKV_AWS_328',
    what: 'a load balancer only counts what can be read in two ways',
    type,
    change: (config) => (config.desync_mitigation_mode = 'monitor'),
  },
  {
    rule: 'CKV_AWS_150',
    what: 'the load balancer of production may be deleted',
    type,
    change: (config) => (config.enable_deletion_protection = false),
  },
  {
    rule: 'CKV_AWS_150',
    what: 'nothing is said about deleting the load balancer of staging',
    kind: 'staging',
    type,
    change: (config) => delete config.enable_deletion_protection,
  },
  {
    rule: 'MAL_LB_2',
    what: 'the load balancer of testing cannot be deleted',
    kind: 'testing',
    type,
    change: (config) => (config.enable_deletion_protection = true),
  },
  {
    rule: 'CKV_AWS_152',
    what: 'a load balancer becomes one of the network, which keeps to its zone',
    type,
    change: (config) => (config.load_balancer_type = 'network'),
  },
  {
    rule: 'CKV_AWS_152',
    what: 'a target group keeps to its zone',
    type: 'aws_lb_target_group',
    change: (config) => (config.load_balancing_cross_zone_enabled = 'false'),
  },
  {
    rule: 'FSBP.ELB.13',
    what: 'a load balancer is in one zone',
    type,
    change: (config) => (config.subnets = ['${data.terraform_remote_state.network.outputs.publicSubnetIds[0]}']),
  },
  {
    rule: 'FSBP.ELB.13',
    what: 'a load balancer is in private subnets',
    type,
    change: (config) => (config.subnets = '${data.terraform_remote_state.network.outputs.privateSubnetIds}'),
  },
  {
    rule: 'MAL_LB_3',
    what: 'idle connections are kept for an hour',
    type,
    change: (config) => (config.idle_timeout = 3600),
  },
  {
    rule: 'MAL_LB_3',
    what: 'nothing is said about idle connections',
    type,
    change: (config) => delete config.idle_timeout,
  },
];
