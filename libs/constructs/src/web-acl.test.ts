import { environment } from '@malinshopper/environments';
import { EnvironmentStack, protectionOf } from '@malinshopper/stack';
import { synthesized } from '@malinshopper/testing';
import { LogKey, WebAcl } from '.';

class SampleStack extends EnvironmentStack {}

const withAcl = (scope: 'CLOUDFRONT' | 'REGIONAL') =>
  synthesized((app, of) => {
    const stack = new SampleStack(app, of, { app: 'sample' });
    const provider = scope === 'CLOUDFRONT' ? stack.globalProvider : undefined;
    new WebAcl(stack, 'acl', { scope, name: 'cdn', logKeyArn: 'arn:key', retentionDays: 365, provider });
    return stack;
  }, environment('production'));
const global = withAcl('CLOUDFRONT');
const regional = withAcl('REGIONAL');

describe('a web ACL', () => {
  const { config } = global.resource('aws_wafv2_web_acl');
  type Rule = { name: string; priority: number; [more: string]: unknown };
  const rules = config.rule as Rule[];

  it('uses the actions of AWS’s managed rule groups', () => {
    const groups = rules.filter(({ statement }) => 'managed_rule_group_statement' in (statement as object));
    expect(groups.map(({ name }) => name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesAnonymousIpList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
      'AWSManagedRulesPHPRuleSet',
    ]);
    for (const { name, override_action, statement } of groups) {
      expect(override_action).toEqual({ none: {} });
      expect(statement).toMatchObject({ managed_rule_group_statement: { name, vendor_name: 'AWS' } });
    }
  });

  const countedBy = (stack: typeof global) =>
    (stack.resource('aws_wafv2_web_acl').config.rule as Rule[]).flatMap(({ name, statement }) => {
      const { managed_rule_group_statement: group } = statement as Record<string, Record<string, unknown> | undefined>;
      return group?.rule_action_override ? [[name, group.rule_action_override]] : [];
    });
  const counted = (name: string) => ({ name, action_to_use: { count: {} } });

  it('only counts visitors from a data centre, such as search engines', () => {
    expect(countedBy(global)).toEqual([['AWSManagedRulesAnonymousIpList', [counted('HostingProviderIPList')]]]);
  });

  it('only counts large bodies and requests without a user agent before web servers, such as uploads and payment providers', () => {
    expect(countedBy(regional)).toEqual([
      ['AWSManagedRulesAnonymousIpList', [counted('HostingProviderIPList')]],
      ['AWSManagedRulesCommonRuleSet', [counted('SizeRestrictions_BODY'), counted('NoUserAgent_HEADER')]],
    ]);
  });

  it('blocks an address with too many requests, with a lower limit for web servers than for the CDN', () => {
    const limit = (stack: typeof global) => {
      const [rule] = stack.resource('aws_wafv2_web_acl').config.rule;
      expect(rule).toMatchObject({
        action: { block: {} },
        statement: { rate_based_statement: { evaluation_window_sec: 300, aggregate_key_type: 'IP' } },
      });
      return rule.statement.rate_based_statement.limit;
    };
    expect([limit(global), limit(regional)]).toEqual([10_000, 2_000]);
  });

  it('evaluates the rules in order, allows by default, and has a metric for each', () => {
    expect(rules.map(({ priority }) => priority)).toEqual(rules.map((_, index) => index));
    expect(config.default_action).toEqual({ allow: {} });
    for (const { visibility_config } of [config, ...rules]) {
      expect(visibility_config).toMatchObject({ cloudwatch_metrics_enabled: true, sampled_requests_enabled: false });
    }
  });

  it('logs requests, without the headers with which a session could be stolen', () => {
    const group = global.resource('aws_cloudwatch_log_group');
    expect(group.config).toMatchObject({
      name: 'aws-waf-logs-production-cdn',
      retention_in_days: 365,
      kms_key_id: 'arn:key',
    });
    expect(global.resource('aws_wafv2_web_acl_logging_configuration').config).toMatchObject({
      resource_arn: `\${${global.resource('aws_wafv2_web_acl').address}.arn}`,
      log_destination_configs: [`\${${group.address}.arn}`],
      redacted_fields: [{ single_header: { name: 'authorization' } }, { single_header: { name: 'cookie' } }],
      depends_on: [global.resource('aws_cloudwatch_log_resource_policy').address],
    });
  });

  it.each([
    ['us-east-1', global],
    ['eu-west-1', regional],
  ])('allows only deliveries of its own account and of %s to write there', (region, stack) => {
    const { config } = stack.resource('aws_cloudwatch_log_resource_policy');
    expect(JSON.parse(config.policy_document).Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `\${${stack.resource('aws_cloudwatch_log_group').address}.arn}:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': `arn:aws:logs:${region}:111122223333:*` },
        },
      }),
    ]);
  });

  it('is in us-east-1 with its resources for CloudFront, and otherwise in the region of its load balancer', () => {
    const providers = (stack: typeof global) => new Set(stack.resources().map(({ config }) => config.provider));
    expect([providers(global), providers(regional)]).toEqual([new Set(['aws.us_east_1']), new Set([undefined])]);
  });
});

describe('a key of log groups', () => {
  const key = synthesized((app, of) => {
    const stack = new SampleStack(app, of, { app: 'sample' });
    const protection = protectionOf(of);
    const provider = stack.globalProvider;
    new LogKey(stack, 'key', { description: 'Logs', alias: 'logs', protection, region: 'us-east-1', provider });
    return stack;
  }, environment('production')).resource('aws_kms_key');

  it('is used by CloudWatch Logs of its region, for log groups of its account', () => {
    expect(JSON.parse(key.config.policy).Statement.at(-1)).toMatchObject({
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:*' },
      },
    });
    expect(key.config.provider).toBe('aws.us_east_1');
  });
});
