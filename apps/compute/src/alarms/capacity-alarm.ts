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

/** In minutes: a spot instance that AWS takes back, or a server that is replaced, is made up for well within. */
const patience = 15;

/**
 * Goes off when a group has had fewer instances than its minimum for a while. It asks the group for its minimum, so that it
 * keeps quiet at night, when the schedule has made it none.
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
      alarmDescription: `Instances of the role ${role} are missing: look at the activity of the group ${groupName}`,
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
