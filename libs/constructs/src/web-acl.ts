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
  /** What it stands in front of: a CloudFront distribution (then it has to be in us-east-1), or a load balancer. */
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  /** That in a word, such as `cdn`: part of its name, behind the owner's. */
  readonly name: string;
  /** A key in the web ACL's region that CloudWatch Logs may use there, see `LogKey`. */
  readonly logKeyArn: string;
  /** How long its log is kept, in days: one of CloudWatch Logs' own steps. */
  readonly retentionDays: number;
  /** @default - the provider of the owner's region */
  readonly provider?: TerraformProvider;
}

interface ManagedRuleGroup {
  readonly group: string;
  /** Rules of it that refuse nothing. @default none */
  readonly onlyCounted?: readonly string[];
  /** The same, of a web ACL in front of a load balancer. @default none */
  readonly onlyCountedBeforeWebServers?: readonly string[];
}

/**
 * AWS's own rules, in the order in which they are asked: first who is known for attacks, which costs the least to find out
 * (WAF developer guide, "AWS Managed Rules rule groups list").
 */
const managedRuleGroups: readonly ManagedRuleGroup[] = [
  { group: 'AWSManagedRulesAmazonIpReputationList' },
  // Visitors come from no data centre, but search engines, payment providers and partners do.
  { group: 'AWSManagedRulesAnonymousIpList', onlyCounted: ['HostingProviderIPList'] },
  {
    group: 'AWSManagedRulesCommonRuleSet',
    // The first refuses every body over 8 KB, whatever the limit of the web ACL (AWS re:Post, "How do I resolve issues with
    // AWS WAF HTTP request body inspection"), and a form of the shop takes 16 MB. The second refuses what programs of payment
    // providers send. The CDN takes no bodies, and no calls of theirs.
    onlyCountedBeforeWebServers: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'],
  },
  { group: 'AWSManagedRulesKnownBadInputsRuleSet' },
  { group: 'AWSManagedRulesSQLiRuleSet' },
  { group: 'AWSManagedRulesPHPRuleSet' },
];

/** The most requests of one address in five minutes. One page asks the CDN for far more than the web servers. */
const mostRequests = { CLOUDFRONT: 10_000, REGIONAL: 2_000 };

/** Headers with which somebody else could go on in a visitor's name. */
const secretHeaders = ['authorization', 'cookie'];

/**
 * A firewall for web requests: it refuses what AWS knows for an attack, and addresses that ask too often. It writes down what
 * it has seen, without the headers that a session could be stolen with; for their sake it keeps no samples, which hold all.
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(construct: Construct, id: string, { scope, name, logKeyArn, retentionDays, provider }: WebAclProps) {
    super(construct, id);
    const { owner } = AwsStack.ofElement(this);
    const aclName = resourceName('webAcl', owner.name, name);
    const acl = new Wafv2WebAcl(this, 'Resource', {
      // A prefix: WAF keeps a web ACL that protects something, so that its successor comes first.
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
      // WAF writes to no group of another prefix (WAF developer guide, "Logging to CloudWatch Logs").
      name: resourceName('logGroup', `aws-waf-logs-${owner.name}-${name}`),
      retentionDays,
      encryptionKeyArn: logKeyArn,
      provider,
    });
    // Said here, or WAF says it by itself, and leaves it behind.
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

// `statement` is Terraform's own, with its spelling: the provider's bindings have no type for it, because it can nest.
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
    // What the group says is done.
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
