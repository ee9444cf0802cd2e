import { act, make, plan, update } from './change';
import type { Refused } from './refused';

const world = { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0', security_group_id: 'sg-1' };

/** Plans that lose entry points of visitors, names, or routes of the network. */
export const entries: Readonly<Record<string, Refused>> = {
  'the load balancer is deleted': [act('compute', 'aws_lb.', 'delete'), 'is the entry point of visitors'],
  'the load balancer is replaced': [act('compute', 'aws_lb.', 'create', 'delete'), 'replace aws_lb.'],
  'no deletion protection of the load balancer': [
    update('compute', 'aws_lb.', { enable_deletion_protection: false }),
    'deletion',
  ],
  'no access log of the load balancer': [
    update('compute', 'aws_lb.', { 'access_logs.enabled': false }),
    'access_logs.enabled',
  ],
  'visitors are forwarded elsewhere': [
    update('compute', 'aws_lb_listener.load-balancer_http_', { 'default_action.0.redirect.host': 'evil.example' }),
    'default_action',
  ],
  'a rule before the others': [
    make('compute', 'aws_lb_listener_rule.all', { priority: 1, action: [{ type: 'redirect' }], condition: [] }),
    'would precede',
  ],
  'a host of the rule is removed': [
    update('compute', 'aws_lb_listener_rule', { 'condition.0.host_header.values': ['malinshopper.com'] }),
    'condition',
  ],
  'the entry of visitors is closed': [
    act('compute', 'aws_vpc_security_group_ingress_rule.load-balancer_firewall_https', 'delete'),
    'it is the entry of visitors',
  ],
  'the access to the database is closed': [
    act('data', 'aws_vpc_security_group_ingress_rule', 'delete'),
    'it is the last ingress rule of this group',
  ],
  'rules in a group': [
    update('compute', 'aws_security_group', { ingress: [{ from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }] }),
    'ingress',
  ],
  'the distribution is replaced': [
    act('data', 'aws_cloudfront_distribution', 'delete', 'create'),
    'a new one has another host name',
  ],
  'the distribution is disabled': [update('data', 'aws_cloudfront_distribution', { enabled: false }), 'enabled'],
  'a name of the distribution is removed': [update('data', 'aws_cloudfront_distribution', { aliases: [] }), 'aliases'],
  'another origin': [
    update('data', 'aws_cloudfront_distribution', { 'origin.0.domain_name': 'evil.example' }),
    'origin',
  ],
  'another behavior': [
    update('data', 'aws_cloudfront_distribution', { ordered_cache_behavior: [{ path_pattern: '*' }] }),
    'ordered_cache_behavior',
  ],
  'no web ACL at the distribution': [update('data', 'aws_cloudfront_distribution', { web_acl_id: '' }), 'web_acl_id'],
  'a web ACL that allows every request': [update('compute', 'aws_wafv2_web_acl.', { rule: [] }), 'would be removed'],
  'a web ACL that allows no request': [
    update('compute', 'aws_wafv2_web_acl.', { default_action: { block: {} } }),
    'default_action',
  ],
  'a rule of the web ACL counts only': [
    update('compute', 'aws_wafv2_web_acl.', { 'rule.0.action': { count: {} } }),
    'too-many-requests would do something else',
  ],
  'no web ACL at the load balancer': [
    act('compute', 'aws_wafv2_web_acl_association', 'delete'),
    "applies a web ACL to visitors' requests",
  ],
  'the apex record is deleted': [
    act('compute', 'aws_route53_record.web-entry_address', 'delete'),
    'the DNS answer for a name',
  ],
  'the apex record has another target': [
    update('compute', 'aws_route53_record.web-entry_address', { 'alias.name': 'evil.example' }),
    'alias.name',
  ],
  'a record that overwrites another': [
    make('network', 'aws_route53_record.over', {
      name: 'malinshopper.com',
      type: 'A',
      allow_overwrite: true,
      ttl: 60,
      records: ['1.2.3.4'],
    }),
    'allow_overwrite',
  ],
  'a delegation is deleted': [
    act('account', 'aws_route53_record.dns_delegate-dev', 'delete'),
    'the DNS answer for a name',
  ],
  'a delegation has another target': [
    update('account', 'aws_route53_record.dns_delegate-dev', { records: ['ns.evil.example'] }),
    'records',
  ],
  'a validation record of a certificate is deleted': [
    act('network', 'aws_route53_record.web-certificate', 'delete'),
    'the DNS answer for a name',
  ],
  'the zone is not signed': [
    update('account', 'aws_route53_hosted_zone_dnssec', { signing_status: 'NOT_SIGNING' }),
    'SIGNING',
  ],
  'the certificate is deleted': [act('network', 'aws_acm_certificate.web', 'delete'), 'certifies a name'],
  'the certificate is deleted before the next one exists': [
    act('network', 'aws_acm_certificate.web', 'delete', 'create'),
    'its successor has to be created first',
  ],
  'the entry of visitors is replaced by a narrow one': [
    plan('compute', (one) => {
      const { change, ...rest } = one('aws_vpc_security_group_ingress_rule.load-balancer_firewall_https');
      const after = { ...change.after, cidr_ipv4: '203.0.113.0/24' };
      return [{ ...rest, change: { ...change, actions: ['create', 'delete'], after } }];
    }),
    'cidr_ipv4',
  ],
  'a certificate for fewer names': [
    plan('network', (one) => {
      const { change, ...rest } = one('aws_acm_certificate.web');
      const after = { ...change.after, subject_alternative_names: [] };
      return [{ ...rest, change: { ...change, actions: ['create', 'delete'], after } }];
    }),
    'subject_alternative_names',
  ],
  'the addresses of the servers are released': [act('network', 'aws_eip', 'delete'), 'an address that partners know'],
  'the whole internet is allowed': [
    make('data', 'aws_vpc_security_group_ingress_rule.all', { ...world, from_port: 22, to_port: 22 }),
    'the whole internet',
  ],
  'the whole internet is allowed into the database': [
    update('data', 'aws_vpc_security_group_ingress_rule', { cidr_ipv4: '0.0.0.0/0' }),
    'cidr_ipv4',
  ],
  'another route for the servers': [
    make('network', 'aws_route.other', {
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/1',
      nat_gateway_id: 'nat-1',
    }),
    'destination_cidr_block',
  ],
  'a firewall that closes the network': [
    make('network', 'aws_network_acl.closed', { vpc_id: 'vpc-1', subnet_ids: ['subnet-1'] }),
    'aws_network_acl changes an existing resource',
  ],
  'the route to the internet is deleted': [act('network', 'aws_route.', 'delete'), 'is a route of the servers'],
  'the network is replaced': [act('network', 'aws_vpc.', 'delete', 'create'), 'the network of all servers'],
};
