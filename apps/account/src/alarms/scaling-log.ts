import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { LogGroup, policyDocument } from '@malinshopper/constructs';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { auditDays } from '../account-protection';

export interface ScalingLogProps {
  /** The key of the account's log groups. */
  readonly logKeyArn: string;
}

/**
 * A log of each instance that a group of the account has launched or terminated. No mail is sent: an environment with a
 * schedule launches and terminates instances every day, and daily mails make people filter alarms. The group itself
 * sends a mail on a failure (apps/compute). All environments share one log, so that it outlives them, and because an
 * account has only ten resource policies of CloudWatch Logs per region (CloudWatch Logs user guide, "CloudWatch Logs
 * quotas").
 */
export class ScalingLog extends Construct {
  constructor(scope: Construct, id: string, { logKeyArn }: ScalingLogProps) {
    super(scope, id);
    const words = ['malinshopper', 'account', 'scaling'];
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: resourceName('eventRule', ...words),
      description: 'An Auto Scaling group has launched or terminated an instance',
      // EC2 Auto Scaling user guide, "Successful events".
      eventPattern: JSON.stringify({
        source: ['aws.autoscaling'],
        'detail-type': ['EC2 Instance Launch Successful', 'EC2 Instance Terminate Successful'],
      }),
    });
    const group = new LogGroup(this, 'log', {
      // EventBridge delivers reliably only to groups with this prefix (AWS CDK, aws-events-targets: CloudWatchLogGroup).
      name: resourceName('logGroup', '/aws/events/malinshopper/scaling'),
      retentionDays: auditDays,
      encryptionKeyArn: logKeyArn,
    });
    const policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: resourceName('policy', ...words),
      policyDocument: eventBridgeWrites(group.arn, rule.arn),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      targetId: 'log',
      arn: group.arn,
      dependsOn: [policy],
    });
  }
}

/**
 * Terraform's AWS provider, aws_cloudwatch_event_target: "Cloudwatch Log Group Usage". Both services are necessary, or
 * no event arrives (hashicorp/terraform-provider-aws issue 30388). CreateLogStream carries no rule as its source, so it
 * has no condition.
 */
function eventBridgeWrites(groupArn: string, ruleArn: string): string {
  const Principal = { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] };
  return policyDocument(
    { Sid: 'EventBridgeCreatesStreams', Principal, Action: 'logs:CreateLogStream', Resource: `${groupArn}:*` },
    {
      Sid: 'EventBridgeWrites',
      Principal,
      Action: 'logs:PutLogEvents',
      Resource: `${groupArn}:*:*`,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    },
  );
}
