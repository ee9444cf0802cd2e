import { CloudwatchCompositeAlarm } from '@cdktf/provider-aws/lib/cloudwatch-composite-alarm';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Alarm } from '@malinshopper/constructs';
import type { Environment, WorkerRole } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { heartbeatMetric } from '../instance/heartbeat';

export interface HeartbeatAlarmProps {
  readonly environment: Environment;
  readonly role: WorkerRole;
  /** The group of the instances that run the job. @default - a cluster runs it, which has no opening hours */
  readonly groupName?: string;
  readonly topicArn: string;
}

/** 75 minutes: an hour between two runs of an updater, and a quarter of an hour for a run that takes longer. */
const window = { period: 900, evaluationPeriods: 5 };

/**
 * CloudWatch does not delete an alarm that a composite alarm refers to. After a rename, the new alarm must exist, and
 * be referred to, before the old one is deleted (terraform-provider-aws issue 34807).
 */
const beforeTheOldOne = { createBeforeDestroy: true };

/**
 * Goes off when no run of a role's job has succeeded for 75 minutes, for any reason: no instance, no release, no
 * Hadoop, no content, no database, or a failing job.
 */
export class HeartbeatAlarm extends Construct {
  constructor(scope: Construct, id: string, { environment, role, groupName, topicArn }: HeartbeatAlarmProps) {
    super(scope, id);
    const name = resourceName('alarm', environment.name, role, 'heartbeat');
    const description =
      `No successful update in 75 minutes: no run of ${role} has succeeded. Check the streams ${role}, hadoop and s3fs ` +
      "of the role's log group";
    const silence = {
      ...heartbeatMetric(environment, role),
      ...window,
      statistic: 'Sum',
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
    } as const;
    if (environment.hours.run === 'always' || groupName === undefined) {
      new Alarm(this, 'always', { ...silence, name, description, missingData: 'breaching', topicArn });
      return;
    }
    // Two alarms without a notification and a composite one, instead of metric math: at night there is no heartbeat to
    // calculate with, and AWS does not document the result of FILL and IF for a metric without data points.
    const silent = new CloudwatchMetricAlarm(this, 'silent', {
      ...silence,
      alarmName: resourceName('alarm', environment.name, role, 'silent'),
      alarmDescription: `Part of ${name}, without a notification: there is no heartbeat, by day or by night`,
      treatMissingData: 'breaching',
      lifecycle: beforeTheOldOne,
    });
    // One period at night is enough, so that after opening the alarm stays on until a whole window of the day has
    // passed.
    const closed = new CloudwatchMetricAlarm(this, 'closed', {
      ...window,
      alarmName: resourceName('alarm', environment.name, role, 'closed'),
      alarmDescription: `Part of ${name}, without a notification: within 75 minutes the group was scheduled to have no instances`,
      namespace: 'AWS/AutoScaling',
      metricName: 'GroupDesiredCapacity',
      dimensions: { AutoScalingGroupName: groupName },
      statistic: 'Minimum',
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      datapointsToAlarm: 1,
      treatMissingData: 'notBreaching',
      lifecycle: beforeTheOldOne,
    });
    new CloudwatchCompositeAlarm(this, 'by-day', {
      alarmName: name,
      alarmDescription: description,
      alarmRule: `ALARM("${silent.alarmName}") AND NOT ALARM("${closed.alarmName}")`,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}
