import { remove, type Mutation } from '../../testing/mutation';

const type = 'aws_lb_listener';
const https = 'load-balancer/https';
const http = 'load-balancer/http';
const rule = 'aws_lb_listener_rule';

export const listenerMutations: readonly Mutation[] = [
  {
    rule: 'CKV_AWS_2',
    what: 'visitors are served by HTTP',
    type,
    path: http,
    change: (config) =>
      (config.default_action = [
        { type: 'forward', target_group_arn: '${aws_lb_target_group.web-entry_targets_3208DCA2.arn}' },
      ]),
  },
  {
    rule: 'CKV_AWS_2',
    what: 'a rule serves visitors by HTTP',
    type: rule,
    change: (config) => (config.listener_arn = '${aws_lb_listener.load-balancer_http_44626CBC.arn}'),
  },
  {
    rule: 'CKV_AWS_2',
    what: 'a listener of HTTPS has a certificate of nobody',
    type,
    path: https,
    change: (config) => delete config.certificate_arn,
  },
  {
    rule: 'CKV_AWS_2',
    what: 'a listener speaks HTTP on the port of HTTPS',
    type,
    path: https,
    change: (config) => (config.protocol = 'HTTP'),
  },
  { rule: 'CKV2_AWS_20', what: 'nobody listens to HTTP', type, path: http, change: remove },
  {
    rule: 'CKV2_AWS_20',
    what: 'visitors are sent on for this once only',
    type,
    path: http,
    change: (config) => (config.default_action[0].redirect.status_code = 'HTTP_302'),
  },
  {
    rule: 'CKV2_AWS_20',
    what: 'visitors are sent from HTTP to HTTP',
    type,
    path: http,
    change: (config) => (config.default_action[0].redirect.protocol = 'HTTP'),
  },
  {
    rule: 'CKV_AWS_103',
    what: 'a listener takes what AWS takes by default',
    type,
    path: https,
    change: (config) => delete config.ssl_policy,
  },
  {
    rule: 'CKV_AWS_103',
    what: 'a listener takes TLS 1.0',
    type,
    path: https,
    change: (config) => (config.ssl_policy = 'ELBSecurityPolicy-TLS13-1-0-2021-06'),
  },
  {
    rule: 'CKV2_AWS_74',
    what: 'a listener takes every cipher of TLS 1.2',
    type,
    path: https,
    change: (config) => (config.ssl_policy = 'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06'),
  },
  {
    rule: 'CKV2_AWS_74',
    what: 'a listener has the first policy of TLS 1.2',
    type,
    path: https,
    change: (config) => (config.ssl_policy = 'ELBSecurityPolicy-TLS-1-2-2017-01'),
  },
  {
    rule: 'MAL_LB_4',
    what: 'a name of nobody gets to the web servers',
    type,
    path: https,
    change: (config) =>
      (config.default_action = [
        { type: 'forward', target_group_arn: '${aws_lb_target_group.web-entry_targets_3208DCA2.arn}' },
      ]),
  },
  {
    rule: 'MAL_LB_4',
    what: 'a name of nobody is answered as if all were well',
    type,
    path: https,
    change: (config) => (config.default_action[0].fixed_response.status_code = '200'),
  },
  {
    rule: 'MAL_LB_5',
    what: 'a rule is for every path of every name',
    type: rule,
    change: (config) => (config.condition = [{ path_pattern: { values: ['/*'] } }]),
  },
  {
    rule: 'MAL_LB_5',
    what: 'a branch takes over the visitors of testing',
    kind: 'branch',
    type: rule,
    change: (config) => config.condition[0].host_header.values.push('testing.malinshopper.com'),
  },
  {
    rule: 'MAL_LB_5',
    what: 'a branch is for every name there is',
    kind: 'branch',
    type: rule,
    change: (config) => (config.condition[0].host_header.values = ['*.malinshopper.com']),
  },
];
