import { configOf, idOf, add, type Attack } from './attack';

/** Attacks: the load balancer and its firewall. */
export const loadBalancer: readonly Attack[] = [
  [
    'redirect to foreign host',
    (d) => {
      configOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/http').default_action[0].redirect.host =
        'evil.com';
    },
  ],
  [
    'redirect down',
    (d) => {
      configOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/http').default_action[0].redirect = {
        port: '80',
        protocol: 'HTTP',
        status_code: 'HTTP_301',
      };
    },
  ],
  [
    'redirect with path',
    (d) => {
      configOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/http').default_action[0].redirect.path = '/x';
    },
  ],
  [
    'redirect 302 to #{query}',
    (d) => {
      configOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/http').default_action[0].redirect.host =
        '#{query}';
    },
  ],
  [
    'rule forwards plain',
    (d) => {
      const id = idOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/http');
      const r = configOf(d, 'compute', 'aws_lb_listener_rule', 'compute/web-entry/rule');
      r.listener_arn = `\${aws_lb_listener.${id}.arn}`;
    },
  ],
  [
    'rule redirects out',
    (d) => {
      const r = configOf(d, 'compute', 'aws_lb_listener_rule', 'compute/web-entry/rule');
      r.action = [{ type: 'redirect', redirect: { host: 'evil.com', status_code: 'HTTP_301' } }];
    },
  ],
  [
    'rule auth strangers',
    (d) => {
      const r = configOf(d, 'compute', 'aws_lb_listener_rule', 'compute/web-entry/rule');
      r.action.unshift({ type: 'authenticate-oidc', authenticate_oidc: { issuer: 'https://evil' } });
    },
  ],
  [
    'waf count',
    (d) => {
      const c = configOf(d, 'compute', 'aws_wafv2_web_acl', 'compute/load-balancer/web-acl/Resource');
      c.default_action = { allow: {} };
      c.rule = [];
    },
  ],
  [
    'waf override',
    (d) => {
      const c = configOf(d, 'compute', 'aws_wafv2_web_acl', 'compute/load-balancer/web-acl/Resource');
      for (const r of c.rule ?? []) if (r.override_action) r.override_action = { count: {} };
      c.rule_json = '[]';
    },
  ],
  [
    'waf allows a path first',
    (d) => {
      const c = configOf(d, 'compute', 'aws_wafv2_web_acl', 'compute/load-balancer/web-acl/Resource');
      c.rule?.unshift({
        name: 'x',
        priority: 0,
        action: { allow: {} },
        statement: { geo_match_statement: { country_codes: ['RU'] } },
        visibility_config: { cloudwatch_metrics_enabled: true, metric_name: 'x', sampled_requests_enabled: true },
      });
      if (!c.rule) c.rule_json = '[]';
    },
  ],
  [
    'lb internal attr drop',
    (d) => {
      configOf(d, 'compute', 'aws_lb', 'compute/load-balancer/Resource').drop_invalid_header_fields = false;
    },
  ],
  [
    'lb deletion protection',
    (d) => {
      configOf(d, 'compute', 'aws_lb', 'compute/load-balancer/Resource').enable_deletion_protection = false;
    },
  ],
  [
    'target group http health',
    (d) => {
      configOf(d, 'compute', 'aws_lb_target_group', 'compute/web-entry/targets').target_type = 'ip';
    },
  ],
  [
    'target attachment foreign',
    (d) => {
      add(d, 'compute', 'aws_lb_target_group_attachment', 'x', {
        target_group_arn: '${aws_lb_target_group.web-entry_targets_3208DCA2.arn}',
        target_id: '6.6.6.6',
      });
    },
  ],
];
