import { act, acted, made, make, plan, policy, update } from './change';
import type { Refused } from './data';

const world = { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0', security_group_id: 'sg-1' };
const provisioned = {
  configuration: {
    root_module: {
      resources: [],
      module_calls: {
        other: { module: { resources: [{ address: 'null_resource.run', provisioners: [{ type: 'local-exec' }] }] } },
      },
    },
  },
};

/** Plans that take away traces, ways, names, rights and locks; and those that cannot be judged. */
export const entries: Readonly<Record<string, Refused>> = {
  'the trail is deleted': [act('account', 'aws_cloudtrail', 'delete'), 'writes down who did what'],
  'the trail is switched off': [
    update('account', 'aws_cloudtrail', { enable_logging: false }),
    'enable_logging',
    'Leave it true',
  ],
  'the trail of one region': [
    update('account', 'aws_cloudtrail', { is_multi_region_trail: false }),
    'is_multi_region_trail',
  ],
  'the trail goes elsewhere': [update('account', 'aws_cloudtrail', { s3_bucket_name: 'other' }), 's3_bucket_name'],
  'the trail leaves out what is read': [
    update('account', 'aws_cloudtrail', { event_selector: [{ read_write_type: 'WriteOnly' }] }),
    'event_selector',
  ],
  'a log group is deleted': [act('network', 'aws_cloudwatch_log_group', 'delete'), 'holds logs'],
  'logs of a day': [
    update('network', 'aws_cloudwatch_log_group', { retention_in_days: 1 }),
    'from 365 to 1',
    'logs that are older',
  ],
  'the flow log is deleted': [act('network', 'aws_flow_log', 'delete'), 'writes down who reached what'],
  'an alarm is deleted': [act('compute', 'aws_cloudwatch_metric_alarm', 'delete'), 'is an alarm'],
  'an alarm tells none': [update('compute', 'aws_cloudwatch_metric_alarm', { alarm_actions: [] }), 'alarm_actions'],
  'an alarm is silenced': [
    update('compute', 'aws_cloudwatch_metric_alarm', { actions_enabled: false }),
    'actions_enabled',
  ],
  'an alarm that never goes off': [update('compute', 'aws_cloudwatch_metric_alarm', { threshold: 1e9 }), 'threshold'],
  'the rule of break glass is deleted': [
    act('account', 'aws_cloudwatch_event_rule.access', 'delete'),
    'notices an event',
  ],
  'the rule of break glass is switched off': [
    update('account', 'aws_cloudwatch_event_rule.access', { state: 'DISABLED' }),
    'state',
  ],
  'the rule of break glass sees less': [
    update('account', 'aws_cloudwatch_event_rule.access', { event_pattern: '{}' }),
    'event_pattern',
  ],
  'break glass tells a stranger': [
    update('account', 'aws_cloudwatch_event_target.access', { arn: 'arn:aws:sns:eu-west-1:999999999999:x' }),
    'arn from',
  ],
  'services may not write logs': [
    update('account', 'aws_cloudwatch_log_resource_policy', { policy_document: policy((all) => all.splice(0)) }),
    'policy_document',
    'would go',
  ],
  'alarms may not be told': [
    update('account', 'aws_sns_topic_policy.alarms_data_', { policy: policy((all) => all.shift()) }),
    'Allow sns:Publish would go',
  ],
  'a subscription is deleted': [act('account', 'aws_sns_topic_subscription', 'delete'), 'is one that is told'],
  'sessions are not written down': [
    update('account', 'aws_ssm_document', {
      content: (now: unknown) =>
        String(now).replace('"cloudWatchStreamingEnabled":true', '"cloudWatchStreamingEnabled":false'),
    }),
    'content',
  ],
  'the load balancer is deleted': [act('compute', 'aws_lb.', 'delete'), 'is where visitors come in'],
  'the load balancer is replaced': [act('compute', 'aws_lb.', 'create', 'delete'), 'replace aws_lb.'],
  'no deletion protection of the load balancer': [
    update('compute', 'aws_lb.', { enable_deletion_protection: false }),
    'deletion',
  ],
  'no access log of the load balancer': [
    update('compute', 'aws_lb.', { 'access_logs.enabled': false }),
    'access_logs.enabled',
  ],
  'visitors are led elsewhere': [
    update('compute', 'aws_lb_listener.load-balancer_http_', { 'default_action.0.redirect.host': 'evil.example' }),
    'default_action',
  ],
  'a rule before the others': [
    make('compute', 'aws_lb_listener_rule.all', { priority: 1, action: [{ type: 'redirect' }], condition: [] }),
    'would stand before',
  ],
  'a host of the rule goes': [
    update('compute', 'aws_lb_listener_rule', { 'condition.0.host_header.values': ['malinshopper.com'] }),
    'condition',
  ],
  'the entry of visitors is closed': [
    act('compute', 'aws_vpc_security_group_ingress_rule.load-balancer_firewall_https', 'delete'),
    'visitors come in by it',
  ],
  'the way to the database is closed': [
    act('data', 'aws_vpc_security_group_ingress_rule', 'delete'),
    'nothing else lets anything in',
  ],
  'rules in a group': [
    update('compute', 'aws_security_group', { ingress: [{ from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }] }),
    'ingress',
  ],
  'the distribution is replaced': [
    act('data', 'aws_cloudfront_distribution', 'delete', 'create'),
    'a new one has another name',
  ],
  'the distribution is switched off': [update('data', 'aws_cloudfront_distribution', { enabled: false }), 'enabled'],
  'a name of the distribution goes': [update('data', 'aws_cloudfront_distribution', { aliases: [] }), 'aliases'],
  'another origin': [
    update('data', 'aws_cloudfront_distribution', { 'origin.0.domain_name': 'evil.example' }),
    'origin',
  ],
  'another behavior': [
    update('data', 'aws_cloudfront_distribution', { ordered_cache_behavior: [{ path_pattern: '*' }] }),
    'ordered_cache_behavior',
  ],
  'no web ACL at the distribution': [update('data', 'aws_cloudfront_distribution', { web_acl_id: '' }), 'web_acl_id'],
  'a web ACL that lets all in': [update('compute', 'aws_wafv2_web_acl.', { rule: [] }), 'would be taken away'],
  'a web ACL that lets nothing in': [
    update('compute', 'aws_wafv2_web_acl.', { default_action: { block: {} } }),
    'default_action',
  ],
  'a rule of the web ACL counts only': [
    update('compute', 'aws_wafv2_web_acl.', { 'rule.0.action': { count: {} } }),
    'too-many-requests would do something else',
  ],
  'no web ACL at the load balancer': [
    act('compute', 'aws_wafv2_web_acl_association', 'delete'),
    'filter what visitors send',
  ],
  'the apex record is deleted': [
    act('compute', 'aws_route53_record.web-entry_address', 'delete'),
    'the answer to a name',
  ],
  'the apex record leads elsewhere': [
    update('compute', 'aws_route53_record.web-entry_address', { 'alias.name': 'evil.example' }),
    'alias.name',
  ],
  'a record that writes over another': [
    make('network', 'aws_route53_record.over', {
      name: 'malinshopper.com',
      type: 'A',
      allow_overwrite: true,
      ttl: 60,
      records: ['1.2.3.4'],
    }),
    'allow_overwrite',
  ],
  'a delegation is deleted': [act('account', 'aws_route53_record.dns_delegate-dev', 'delete'), 'the answer to a name'],
  'a delegation leads elsewhere': [
    update('account', 'aws_route53_record.dns_delegate-dev', { records: ['ns.evil.example'] }),
    'records',
  ],
  'a proof of a certificate is deleted': [
    act('network', 'aws_route53_record.web-certificate', 'delete'),
    'the answer to a name',
  ],
  'the zone is not signed': [
    update('account', 'aws_route53_hosted_zone_dnssec', { signing_status: 'NOT_SIGNING' }),
    'SIGNING',
  ],
  'the certificate is deleted': [act('network', 'aws_acm_certificate.web', 'delete'), 'proves a name'],
  'a certificate for fewer names': [
    plan('network', (one) => {
      const { change, ...rest } = one('aws_acm_certificate.web');
      const after = { ...change.after, subject_alternative_names: [] };
      return [{ ...rest, change: { ...change, actions: ['create', 'delete'], after } }];
    }),
    'subject_alternative_names',
  ],
  'the addresses of the servers go': [act('network', 'aws_eip', 'delete'), 'an address that others know'],
  'the whole internet is let in': [
    make('data', 'aws_vpc_security_group_ingress_rule.all', { ...world, from_port: 22, to_port: 22 }),
    'the whole internet',
  ],
  'the whole internet is let in to the database': [
    update('data', 'aws_vpc_security_group_ingress_rule', { cidr_ipv4: '0.0.0.0/0' }),
    'cidr_ipv4',
  ],
  'another way for the servers': [
    make('network', 'aws_route.other', {
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/1',
      nat_gateway_id: 'nat-1',
    }),
    'destination_cidr_block',
  ],
  'a firewall that closes the network': [
    make('network', 'aws_network_acl.closed', { vpc_id: 'vpc-1', subnet_ids: ['subnet-1'] }),
    'aws_network_acl changes what stands',
  ],
  'the way to the internet goes': [act('network', 'aws_route.', 'delete'), 'is a way of the servers'],
  'the network is replaced': [act('network', 'aws_vpc.', 'delete', 'create'), 'the network that all stands in'],
  'no servers': [
    update('compute', 'aws_autoscaling_group.web', { min_size: 0, max_size: 0, desired_capacity: 0 }),
    'max_size from 12 to 0',
  ],
  'no servers at night': [
    make('compute', 'aws_autoscaling_schedule.night', { min_size: 0, max_size: 0, desired_capacity: 0 }),
    'the last server',
  ],
  'servers are not replaced': [
    update('compute', 'aws_autoscaling_group.web', { suspended_processes: ['Launch', 'HealthCheck'] }),
    'suspended_processes',
  ],
  'a boundary is taken off': [
    update('compute', 'aws_iam_role.', { permissions_boundary: null }),
    'permissions_boundary',
  ],
  'a denial of the boundary is taken out': [
    update('account', 'aws_iam_policy.access_', {
      policy: policy((all) => all.splice(0, all.length, ...all.filter(({ Effect }) => Effect !== 'Deny'))),
    }),
    'would go',
  ],
  'another may take a role': [
    update('compute', 'aws_iam_role.', {
      assume_role_policy: policy(([statement]) => (statement!['Principal'] = { AWS: '999999999999' })),
    }),
    'assume_role_policy',
  ],
  'the flow log may not be written': [
    update('network', 'aws_iam_role_policy', { policy: policy((all) => all.splice(0)) }),
    'Allow logs:',
  ],
  'the workflows are let in no more': [
    act('account', 'aws_iam_openid_connect_provider', 'delete'),
    'lets the workflows in',
  ],
  'the account is opened': [
    update('account', 'aws_s3_account_public_access_block', { block_public_policy: false }),
    'block_public_policy',
  ],
  'new disks are not encrypted': [update('account', 'aws_ebs_encryption_by_default', { enabled: false }), 'enabled'],
  'something in a module is deleted': [
    plan('data', (one) => {
      const bucket = acted(one('aws_s3_bucket.content_F'), 'delete');
      return [{ ...bucket, address: `module.kept.${bucket.address}`, module_address: 'module.kept' }];
    }),
    'delete module.kept.aws_s3_bucket.content_F',
  ],
  'something in a module is made': [
    make('data', 'module.open.aws_vpc_security_group_ingress_rule.all', world, { module_address: 'module.open' }),
    'in a module, which the rules do not read',
    'Take it out of the module',
  ],
  'one of several goes by count': [
    plan('data', (one) => {
      const versioning = acted(one('aws_s3_bucket_versioning.content_v'), 'delete');
      return [{ ...versioning, address: `${versioning.address}[0]`, action_reason: 'delete_because_count_index' }];
    }),
    'delete aws_s3_bucket_versioning.content_versioning',
    '[0]',
  ],
  'a type that no row judges is deleted': [
    plan('data', () => [acted(made('aws_redshift_cluster.old', {}) as never, 'delete')]),
    'aws_redshift_cluster is not in its table',
  ],
  'a type that no row judges is changed': [
    plan('data', () => [
      {
        ...made('aws_redshift_cluster.old', {}),
        change: { actions: ['update'], before: { days: 7 }, after: { days: 0 } },
      },
    ]),
    'no row of the guard judges aws_redshift_cluster.days from 7 to 0',
  ],
  'actions that the guard does not know': [
    plan('data', () => [{ ...made('aws_sqs_queue.one', {}), change: { actions: ['transform'] } }]),
    'transform with aws_sqs_queue.one, which the guard does not know',
  ],
  'a resource becomes one of another type': [
    plan('data', (one) => [{ ...one('aws_s3_bucket.content_F'), previous_address: 'aws_s3_bucket_policy.old' }]),
    'a resource of another type',
  ],
  'a program runs': [make('data', 'null_resource.run', {}), 'null_resource changes what the guard does not know'],
  'a provisioner in a module': [
    plan('data', () => [], provisioned),
    'module.other.null_resource.run has a provisioner',
  ],
  'data that a program reads': [
    plan('data', () => [
      { ...made('data.external.run', {}), type: 'external', mode: 'data', change: { actions: ['read'] } },
    ]),
    'read data.external.run',
  ],
  'a plan that is not whole': [plan('data', () => [], { complete: false }), 'The plan is not whole'],
  'a plan that failed': [plan('data', () => [], { errored: true }), 'The plan is not whole'],
  'a plan that defers': [plan('data', () => [], { deferred_changes: [{}] }), 'defers changes'],
  'a plan that invokes actions': [plan('data', () => [], { action_invocations: [{}] }), 'invokes actions of providers'],
  'a part of a plan that is new': [plan('data', () => [], { surprises: [] }), 'a part surprises'],
  'an output that something unknown happens to': [
    plan('data', () => [], { output_changes: { one: { actions: ['forget', 'create'] } } }),
    'forget and create the output one',
  ],
};
