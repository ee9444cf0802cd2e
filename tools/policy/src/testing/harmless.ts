import type { Mutation } from './mutation';

/**
 * Changes without any harm, which no rule may report: ordinary changes of a team. For a stricter rule, add the changes
 * that it must still accept.
 */
export const harmless: readonly Omit<Mutation, 'rule'>[] = [
  // Sizes.
  {
    what: 'the database server is larger',
    type: 'aws_db_instance',
    change: (config) => (config.instance_class = 'db.m7g.xlarge'),
  },
  {
    what: 'the database server can grow its storage further',
    type: 'aws_db_instance',
    change: (config) => Object.assign(config as object, { allocated_storage: 200, max_allocated_storage: 1000 }),
  },
  {
    what: 'instances have a larger disk',
    type: 'aws_launch_template',
    path: 'fetcher/template/Resource',
    change: (config) => (config.block_device_mappings[0].ebs.volume_size = 200),
  },
  {
    what: 'a group has a higher maximum of instances',
    type: 'aws_autoscaling_group',
    path: 'web/group/Resource',
    change: (config) => (config.max_size = 16),
  },
  { what: 'a function has more memory', type: 'aws_lambda_function', change: (config) => (config.memory_size = 512) },
  {
    what: 'a function has a longer time-out',
    type: 'aws_lambda_function',
    change: (config) => (config.timeout = 90),
  },
  // A longer retention.
  {
    what: 'logs are kept for longer',
    type: 'aws_cloudwatch_log_group',
    path: 'network/flow-log/log/Resource',
    change: (config) => (config.retention_in_days = 731),
  },
  {
    what: 'backups of a vault are kept for longer',
    type: 'aws_backup_plan',
    change: (config) => (config.rule[0].lifecycle.delete_after = 60),
  },
  {
    what: 'older versions of the content are kept for longer',
    type: 'aws_s3_bucket_lifecycle_configuration',
    path: 'content/content/lifecycle',
    change: (config) => (config.rule[1].noncurrent_version_expiration[0].noncurrent_days = 90),
  },
  {
    what: 'access logs are kept for longer',
    type: 'aws_s3_bucket_lifecycle_configuration',
    path: 'load-balancer/access-logs/lifecycle',
    change(config) {
      for (const { expiration: [each] = [{}] } of config.rule) each.days += 365;
    },
  },
  // Times.
  {
    what: 'the database server is backed up an hour later',
    type: 'aws_db_instance',
    change: (config) =>
      Object.assign(config as object, { backup_window: '02:00-02:45', maintenance_window: 'sun:03:30-sun:04:30' }),
  },
  {
    what: 'instances leave the load balancer more slowly',
    type: 'aws_lb_target_group',
    change: (config) => (config.deregistration_delay = 90),
  },
  {
    what: 'a health check is less frequent',
    type: 'aws_lb_target_group',
    change: (config) => Object.assign(config.health_check as object, { interval: 20, timeout: 6 }),
  },
  {
    what: 'a record has a longer time to live',
    type: 'aws_route53_record',
    path: 'dns/delegate-dev.malinshopper.com',
    change: (config) => (config.ttl = 7200),
  },
  // Texts and tags.
  {
    what: 'a subnet has another tag',
    type: 'aws_subnet',
    change: (config) => (config.tags.Purpose = 'machines of the web tier'),
  },
  {
    what: 'a bucket has another tag',
    type: 'aws_s3_bucket',
    path: 'content/content/Resource',
    change: (config) => (config.tags.CostCenter = '4711'),
  },
  {
    what: 'a key has another description',
    type: 'aws_kms_key',
    path: 'database/key/Resource',
    change: (config) => (config.description = 'The database of production'),
  },
  {
    what: 'a firewall rule has another description',
    type: 'aws_vpc_security_group_egress_rule',
    path: 'fetcher/firewall/https',
    change: (config) => (config.description = 'AWS and partners'),
  },
  {
    what: 'an alarm has another description',
    type: 'aws_cloudwatch_metric_alarm',
    path: 'fetcher-capacity/Resource',
    change: (config) =>
      (config.alarm_description = 'Instances of the role fetcher are missing: look at the activities of its group'),
  },
  // A more sensitive alarm or limit.
  {
    what: 'an alarm goes off sooner',
    type: 'aws_cloudwatch_metric_alarm',
    path: 'web-alarms/slow/Resource',
    change: (config) => (config.evaluation_periods = 1),
  },
  {
    what: 'a web ACL accepts fewer requests of one address',
    type: 'aws_wafv2_web_acl',
    path: 'load-balancer/web-acl/Resource',
    change(config) {
      for (const { statement } of config.rule)
        if (statement.rate_based_statement) statement.rate_based_statement.limit = 1500;
    },
  },
  // People and permissions.
  {
    what: 'the budget notifies one more person',
    type: 'aws_budgets_budget',
    change: (config) => config.notification[0].subscriber_email_addresses.push('finance@malinshopper.com'),
  },
];
