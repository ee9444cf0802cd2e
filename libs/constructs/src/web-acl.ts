import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { globalRegion } from '@malinshopper/aws-facts';
import { AwsStack, regionOf, resourceName } from '@malinshopper/stack';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LogGroup } from './log-group';
import { policyDocument } from './policy';

export interface WebAclProps {
  /** The protected resource: a CloudFront distribution (then the web ACL must be in us-east-1), or a load balancer. */
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  /** A word for that resource, such as `cdn`: part of the name, after the owner's. */
  readonly name: string;
  /** A key in the web ACL's region with permission for CloudWatch Logs, see `LogKey`. */
  readonly logKeyArn: string;
  /** The retention of its log, in days: one of the values that CloudWatch Logs supports. */
  readonly retentionDays: number;
  /** @default - the provider of the owner's region */
  readonly provider?: TerraformProvider;
}

interface ManagedRuleGroup {
  readonly group: string;
  /** Rules of the group that only count. @default none */
  readonly onlyCounted?: readonly string[];
  /** The same, for a web ACL in front of a load balancer. @default none */
  readonly onlyCountedBeforeWebServers?: readonly string[];
}

/**
 * AWS's managed rule groups, in the order of their evaluation: known attackers first, which is the cheapest check (WAF
 * developer guide, "AWS Managed Rules rule groups list").
 */
const managedRuleGroups: readonly ManagedRuleGroup[] = [
  { group: 'AWSManagedRulesAmazonIpReputationList' },
  // Visitors do not come from data centres, but search engines, payment providers and partners do.
  { group: 'AWSManagedRulesAnonymousIpList', onlyCounted: ['HostingProviderIPList'] },
  {
    group: 'AWSManagedRulesCommonRuleSet',
    // The first blocks every body over 8 KB, whatever the limit of the web ACL (AWS re:Post, "How do I resolve issues
    // with AWS WAF HTTP request body inspection"), and a form of the shop can have 16 MB. The second blocks the
    // requests of payment providers' programs. The CDN gets no bodies and none of their calls.
    onlyCountedBeforeWebServers: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'],
  },
  { group: 'AWSManagedRulesKnownBadInputsRuleSet' },
  { group: 'AWSManagedRulesSQLiRuleSet' },
  { group: 'AWSManagedRulesPHPRuleSet' },
];

/**
 * The maximum of requests of one address in five minutes. One page makes far more requests to the CDN than to the web
 * servers.
 */
const mostRequests = { CLOUDFRONT: 10_000, REGIONAL: 2_000 };

/** Headers with which an attacker could continue a visitor's session. */
const secretHeaders = ['authorization', 'cookie'];

/**
 * A web application firewall: it blocks known attacks and addresses with too many requests. It logs requests without
 * the headers with which a session could be stolen; for the same reason it keeps no samples, which contain everything.
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(construct: Construct, id: string, { scope, name, logKeyArn, retentionDays, provider }: WebAclProps) {
    super(construct, id);
    const { owner } = AwsStack.ofElement(this);
    const aclName = resourceName('webAcl', owner.name, name);
    const acl = new Wafv2WebAcl(this, 'Resource', {
      // A prefix: WAF does not delete a web ACL in use, so its successor must be created first.
      namePrefix: `${aclName}-`,
      lifecycle: { createBeforeDestroy: true },
      description: `Web requests to the ${name} of ${owner.name}`,
      scope,
      defaultAction: { allow: {} },
      rule: [
        rateRule(mostRequests[scope]),
        ...managedRuleGroups.map((group, index) => managedRule(group, index, scope)),
      ],
      visibilityConfig: visibility(aclName),
      provider,
    });

    const log = new LogGroup(this, 'log', {
      // WAF writes only to a group with this prefix (WAF developer guide, "Logging to CloudWatch Logs").
      name: resourceName('logGroup', `aws-waf-logs-${owner.name}-${name}`),
      retentionDays,
      encryptionKeyArn: logKeyArn,
      provider,
    });
    // Otherwise WAF creates this policy itself and never deletes it.
    const delivery = new CloudwatchLogResourcePolicy(this, 'log-delivery', {
      policyName: aclName,
      policyDocument: policyDocument({
        Sid: 'WafWrites',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${log.arn}:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': owner.account.id },
          ArnLike: {
            'aws:SourceArn': `arn:aws:logs:${scope === 'CLOUDFRONT' ? globalRegion : regionOf(this)}:${owner.account.id}:*`,
          },
        },
      }),
      provider,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
      dependsOn: [delivery],
      provider,
    });
    this.arn = acl.arn;
  }
}

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

// `statement` has Terraform's own spelling: the provider's bindings have no type for it, because it can be nested.
function rateRule(limit: number): Wafv2WebAclRule {
  return {
    name: 'too-many-requests',
    priority: 0,
    action: { block: {} },
    statement: { rate_based_statement: { limit, evaluation_window_sec: 300, aggregate_key_type: 'IP' } },
    visibilityConfig: visibility('too-many-requests'),
  };
}

function managedRule(of: ManagedRuleGroup, index: number, scope: WebAclProps['scope']): Wafv2WebAclRule {
  const { group, onlyCounted = [], onlyCountedBeforeWebServers = [] } = of;
  const counted = [...onlyCounted, ...(scope === 'REGIONAL' ? onlyCountedBeforeWebServers : [])];
  return {
    name: group,
    priority: index + 1,
    // Use the group's own actions.
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name: group,
        ...(counted.length > 0 && {
          rule_action_override: counted.map((name) => ({ name, action_to_use: { count: {} } })),
        }),
      },
    },
    visibilityConfig: visibility(group),
  };
}
