import { remove, type Mutation } from '../../testing/mutation';
import { having, within, without } from '../data/changes';

const acl = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_wafv2_web_acl',
  path: 'cdn/firewall/acl/Resource',
  change,
});
const logging = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_wafv2_web_acl_logging_configuration',
  path: 'cdn/firewall/acl/logging',
  change,
});

interface Override {
  readonly name: string;
  readonly action_to_use?: object;
}
const beforeWebServers = (what: string, change: (overrides: Override[]) => Override[] | undefined): Mutation => ({
  rule: 'MAL_WAF_6',
  what,
  type: 'aws_wafv2_web_acl',
  path: 'load-balancer/web-acl/Resource',
  change: group('CommonRuleSet', ({ statement: { managed_rule_group_statement: statement } }) => {
    statement.rule_action_override = change(statement.rule_action_override ?? []);
  }),
});

interface GroupOfRules {
  readonly name: string;
  override_action: object;
  readonly statement: {
    readonly managed_rule_group_statement: { rule_action_override: Override[] | undefined; excluded_rule?: Override[] };
  };
}
const group = (name: string, change: (rule: GroupOfRules) => void) => (config: { readonly rule: GroupOfRules[] }) =>
  change(config.rule.find((rule) => rule.name === `AWSManagedRules${name}`)!);
const counted = (rule: GroupOfRules) => (rule.override_action = { count: {} });
const letsPass = (name: string) => (rule: GroupOfRules) => {
  rule.statement.managed_rule_group_statement.rule_action_override = [{ name, action_to_use: { count: {} } }];
};

export const webAclMutations: readonly Mutation[] = [
  acl('CKV_AWS_175', 'a web ACL has no rules', without('rule')),
  acl('CKV_AWS_342', 'a rule of a web ACL does nothing', within(['rule', 0], without('action'))),
  acl('CKV_AWS_342', 'a rule of a web ACL only counts', within(['rule', 0], having({ action: { count: {} } }))),
  acl('CKV_AWS_342', 'a group of rules only counts', group('PHPRuleSet', counted)),
  acl('CKV_AWS_192', 'what AWS knows of Log4Shell only counts', group('KnownBadInputsRuleSet', counted)),
  acl('CKV_AWS_192', 'Log4Shell passes', group('KnownBadInputsRuleSet', letsPass('Log4JRCE_HEADER'))),
  acl(
    'CKV_AWS_192',
    'Log4Shell is left out',
    group('KnownBadInputsRuleSet', (rule) => {
      rule.statement.managed_rule_group_statement.excluded_rule = [{ name: 'Log4JRCE' }];
    }),
  ),
  acl('MAL_WAF_1', 'attacks by SQL pass', group('SQLiRuleSet', counted)),
  acl('MAL_WAF_1', 'attacks on PHP are not known', (config) => {
    config.rule = config.rule.filter(({ name }: { name: string }) => name !== 'AWSManagedRulesPHPRuleSet');
  }),
  acl('MAL_WAF_1', 'a rule of the common set is taken out', group('CommonRuleSet', letsPass('NoUserAgent_HEADER'))),
  acl(
    'MAL_WAF_2',
    'search engines are kept out',
    group('AnonymousIpList', (rule) => {
      delete rule.statement.managed_rule_group_statement.rule_action_override;
    }),
  ),
  beforeWebServers('uploads over 8 KB are refused', (overrides) =>
    overrides.filter(({ name }) => name !== 'SizeRestrictions_BODY'),
  ),
  beforeWebServers('programs of payment providers are refused', (overrides) =>
    overrides.filter(({ name }) => name !== 'NoUserAgent_HEADER'),
  ),
  beforeWebServers('the common rule set has no exception', () => undefined),
  acl('MAL_WAF_3', 'an address may ask as often as it likes', (config) => config.rule.splice(0, 1)),
  acl(
    'MAL_WAF_3',
    'an address that asks too often is only counted',
    within(['rule', 0], having({ action: { count: {} } })),
  ),
  acl(
    'FSBP.WAF.12',
    'a web ACL is not measured',
    within(['visibility_config'], having({ cloudwatch_metrics_enabled: false })),
  ),
  acl('FSBP.WAF.12', 'a rule of a web ACL is not measured', within(['rule', 1], without('visibility_config'))),
  logging('CKV2_AWS_31', 'a web ACL writes nothing down', remove),
  logging('CKV2_AWS_31', 'the log is of another web ACL', having({ resource_arn: 'arn:aws:wafv2:::x' })),
  logging(
    'MAL_WAF_4',
    'a web ACL writes to a log group that is not ours',
    having({ log_destination_configs: ['arn:aws:logs:::x'] }),
  ),
  {
    rule: 'MAL_WAF_4',
    what: 'WAF does not take the name of the log group',
    type: 'aws_cloudwatch_log_group',
    path: 'cdn/firewall/acl/log/Resource',
    change: having({ name: 'production-cdn' }),
  },
  {
    rule: 'MAL_WAF_4',
    what: 'the log group of a web ACL is in another region',
    type: 'aws_cloudwatch_log_group',
    path: 'cdn/firewall/acl/log/Resource',
    change: without('provider'),
  },
  logging('MAL_WAF_5', 'sessions are written down', (config) => config.redacted_fields.pop()),
  logging('MAL_WAF_5', 'passwords are written down', without('redacted_fields')),
  acl(
    'MAL_WAF_5',
    'whole requests are kept as samples',
    within(['rule', 2, 'visibility_config'], having({ sampled_requests_enabled: true })),
  ),
];
