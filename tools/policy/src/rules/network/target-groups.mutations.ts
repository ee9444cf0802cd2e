import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const type = 'aws_lb_target_group';

export const targetGroupMutations: readonly Mutation[] = [
  { rule: 'CKV_AWS_261', what: 'targets are not asked', type, change: (config) => delete config.health_check },
  { rule: 'CKV_AWS_261', what: 'targets are asked for /', type, change: (config) => (config.health_check.path = '/') },
  {
    rule: 'CKV_AWS_261',
    what: 'a redirect counts as healthy',
    type,
    change: (config) => (config.health_check.matcher = '200-399'),
  },
  {
    rule: 'CKV_AWS_378',
    what: 'visitors get to web servers by HTTP',
    type: 'aws_lb_listener_rule',
    change: (config) => (config.listener_arn = '${aws_lb_listener.load-balancer_http_44626CBC.arn}'),
  },
  {
    rule: 'CKV_AWS_378',
    what: 'no visitor gets to web servers',
    type: 'aws_lb_listener_rule',
    change: remove,
  },
  {
    rule: 'MAL_LB_6',
    what: 'a web server takes as long to leave as AWS lets it by default',
    type,
    change: (config) => delete config.deregistration_delay,
  },
  {
    rule: 'MAL_LB_6',
    what: 'a web server of testing takes as long as one of production',
    kind: 'testing',
    type,
    change: (config) => (config.deregistration_delay = '60'),
  },
  {
    rule: 'MAL_LB_7',
    what: 'a target group goes before the new one is there',
    type,
    change: (config) => delete config.lifecycle,
  },
  {
    rule: 'MAL_LB_7',
    what: 'the new target group has the name of the old',
    type,
    change: (config) => (config.name = 'production-web'),
  },
  {
    rule: 'MAL_LB_7',
    what: 'the name of a target group is longer than ELB takes',
    type,
    change: (config) => (config.name = 'production-of-malinshopper-web-c6c670'),
  },
  {
    rule: 'MAL_LB_8',
    what: 'the bucket of a load balancer is encrypted with a key of ours',
    type: 'aws_s3_bucket_server_side_encryption_configuration',
    path: 'load-balancer/access-logs/encryption',
    change: (config) =>
      (config.rule[0].apply_server_side_encryption_by_default = {
        sse_algorithm: 'aws:kms',
        kms_master_key_id: '${aws_kms_key.alarms_key_196DBCEB.arn}',
      }),
  },
  {
    rule: 'MAL_LB_8',
    what: 'the bucket of a load balancer does not let ELB in',
    type: 'aws_s3_bucket_policy',
    path: 'load-balancer/access-logs/policy',
    change: inPolicy((statements) => statements.pop()),
  },
  {
    rule: 'MAL_LB_8',
    what: 'the bucket of a load balancer lets everybody write',
    type: 'aws_s3_bucket_policy',
    path: 'load-balancer/access-logs/policy',
    change: inPolicy((statements) => (statements.at(-1).Principal = '*')),
  },
  {
    rule: 'MAL_LB_8',
    what: 'a load balancer does not wait until its bucket lets it in',
    type: 'aws_lb',
    change: (config) => delete config.depends_on,
  },
];
