import { act, acted, made, make, plan, policy, update, updated, type PlanOf } from './change';

const alarm = { alarm_name: 'new', alarm_actions: ['arn:aws:sns:eu-west-1:111122223333:production-compute-alarms'] };
const also = (one: unknown) => (now: unknown) => [...(now as unknown[]), one];

/** Other ordinary changes: production permits each. */
export const harmless: Readonly<Record<string, PlanOf>> = {
  'larger groups': update('compute', 'aws_autoscaling_group.web', { min_size: 4, max_size: 20 }),
  'smaller groups': update('compute', 'aws_autoscaling_group.web', { min_size: 2, max_size: 6, desired_capacity: 2 }),
  'another image': plan('compute', (one) => [
    updated(
      one('aws_launch_template.web'),
      { image_id: 'ami-2', user_data: 'IyE=' },
      { latest_version: true, default_version: true },
    ),
    updated(
      one('aws_autoscaling_group.web'),
      { mixed_instances_policy: [{}] },
      { mixed_instances_policy: [{ launch_template: true }] },
    ),
  ]),
  'another refresh of instances': update('compute', 'aws_autoscaling_group.web', {
    instance_refresh: [{ strategy: 'Rolling', preferences: [{ min_healthy_percentage: 90 }] }],
  }),
  'larger disks of instances': update('compute', 'aws_launch_template.fetcher', {
    block_device_mappings: (now: { ebs: object }[]) =>
      now.map((each) => ({ ...each, ebs: { ...each.ebs, volume_size: 500 } })),
  }),
  'another host of the rule': update('compute', 'aws_lb_listener_rule', {
    'condition.0.host_header.values': also('shop.malinshopper.com'),
  }),
  'another certificate at the listener': update('compute', 'aws_lb_listener.load-balancer_https', {
    certificate_arn: 'arn:aws:acm:::other',
  }),
  'another text of a response': update('compute', 'aws_lb_listener.load-balancer_https', {
    'default_action.0.fixed_response.message_body': 'Nothing here',
  }),
  'a record of a new host': make('compute', 'aws_route53_record.shop', {
    name: 'shop.malinshopper.com',
    type: 'A',
    alias: [{}],
  }),
  'another time to live': update('account', 'aws_route53_record.dns_delegate-dev', { ttl: 300 }),
  'a new certificate beside the old one': plan('network', (one) => {
    const certificate = updated(one('aws_acm_certificate.web'), {
      subject_alternative_names: also('shop.malinshopper.com'),
    });
    const { change } = certificate;
    return [
      {
        ...certificate,
        change: {
          ...change,
          actions: ['create', 'delete'],
          after_unknown: { arn: true, id: true, domain_validation_options: true },
        },
      },
      made(
        'aws_route53_record.proof',
        { allow_overwrite: true, ttl: 300 },
        { name: true, type: true, records: [true] },
      ),
    ];
  }),
  'an old certificate that nothing uses any more': plan('network', (one) => [
    {
      ...acted(one('aws_acm_certificate.web'), 'delete'),
      address: 'aws_acm_certificate.web-certificate_outgoing_e7c7',
    },
  ]),
  'an egress rule is removed': act('compute', 'aws_vpc_security_group_egress_rule', 'delete'),
  'one of two ingress rules is removed': act(
    'compute',
    'aws_vpc_security_group_ingress_rule.load-balancer_firewall_http_',
    'delete',
  ),
  'a limit that is tuned': update('compute', 'aws_wafv2_web_acl', {
    'rule.0.statement.rate_based_statement.limit': 3000,
  }),
  'a rule of the web ACL that counts': update('compute', 'aws_wafv2_web_acl', {
    rule: also({ name: 'seen', priority: 90, action: { count: {} }, statement: {}, visibility_config: {} }),
  }),
  'another name of the notifications of releases': update('delivery', 'aws_codedeploy_deployment_group', {
    'trigger_configuration.0.trigger_name': 'failed',
  }),
  'a new alarm': make('compute', 'aws_cloudwatch_metric_alarm.new', alarm),
  'an alarm that is tuned': update('compute', 'aws_cloudwatch_metric_alarm', {
    threshold: (now: unknown) => Number(now) * 1.5,
    evaluation_periods: 20,
  }),
  'logs that are kept longer': update('compute', 'aws_cloudwatch_log_group', { retention_in_days: 731 }),
  'more permissions of a role': update('compute', 'aws_iam_role_policy.web', {
    policy: policy((statements) => statements.push({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' })),
  }),
  'a new role with its policy': plan('compute', () => [
    made('aws_iam_role.new', { name: 'new', assume_role_policy: '{}' }),
    made('aws_iam_role_policy.new', { name: 'new', policy: '{}' }, { role: true }),
  ]),
};
