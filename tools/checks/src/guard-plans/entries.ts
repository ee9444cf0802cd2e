import { act, make, plan, update } from './change';
import type { Refused } from './refused';

const world = { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0', security_group_id: 'sg-1' };

/** Plans that take away where visitors come in, names, and ways of the network. */
export const entries: Readonly<Record<string, Refused>> = {
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
  'the certificate goes before the next one is there': [
    act('network', 'aws_acm_certificate.web', 'delete', 'create'),
    'its successor has to be made first',
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
};
