import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Environment, Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface CapacityAlarmProps {
  readonly environment: Environment;
  readonly role: Role;
  readonly groupName: string;
  readonly topicArn: string;
}

/** In minutes: much longer than the replacement of a reclaimed spot instance or of an unhealthy server takes. */
const patience = 15;

/**
 * Goes off when a group has had fewer instances than its minimum for a while. The minimum is a metric of the group, so
 * that the alarm stays quiet at night, when the schedule sets the minimum to zero.
 */
export class CapacityAlarm extends Construct {
  constructor(scope: Construct, id: string, { environment, role, groupName, topicArn }: CapacityAlarmProps) {
    super(scope, id);
    const groupMetric = (queryId: string, metricName: string) => ({
      id: queryId,
      metric: {
        namespace: 'AWS/AutoScaling',
        metricName,
        dimensions: { AutoScalingGroupName: groupName },
        period: 60,
        stat: 'Minimum',
      },
    });
    new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: resourceName('alarm', environment.name, role, 'capacity'),
      alarmDescription: `Instances of the role ${role} are missing: check the activity of the group ${groupName}`,
      metricQuery: [
        { id: 'missing', expression: 'minimum - running', label: 'Missing instances', returnData: true },
        groupMetric('minimum', 'GroupMinSize'),
        groupMetric('running', 'GroupInServiceInstances'),
      ],
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: patience,
      treatMissingData: 'notBreaching',
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
