import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import { LogGroup, LogKey, policyDocument } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection, logDays } from './account-protection';

export interface QueryLogsProps {
  /** The id of each zone, by its name. */
  readonly zoneIds: Readonly<Record<string, string>>;
}

/**
 * The query logs of the public zones. Route 53 writes them to us-east-1 only (developer guide, "Public DNS query
 * logging").
 */
export class QueryLogs extends Construct {
  constructor(scope: Construct, id: string, { zoneIds }: QueryLogsProps) {
    super(scope, id);
    const stack = AwsStack.ofElement(this);
    const { account } = stack.owner;
    const provider = stack.globalProvider;
    const key = new LogKey(this, 'key', {
      description: 'Queries for names in the public zones',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'query-logs'),
      region: 'us-east-1',
      protection: accountProtection,
      provider,
    });
    const policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: resourceName('policy', 'malinshopper', 'account', 'query-logs'),
      policyDocument: policyDocument({
        Sid: 'Route53WritesQueries',
        Principal: { Service: 'route53.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:us-east-1:${account.id}:log-group:/aws/route53/*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account.id },
          ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' },
        },
      }),
      provider,
    });
    for (const [name, zoneId] of Object.entries(zoneIds)) {
      const group = new LogGroup(this, `log-${name}`, {
        name: resourceName('logGroup', `/aws/route53/${name}`),
        retentionDays: logDays(account),
        encryptionKeyArn: key.arn,
        provider,
      });
      new Route53QueryLog(this, name, { zoneId, cloudwatchLogGroupArn: group.arn, dependsOn: [policy] });
    }
  }
}
