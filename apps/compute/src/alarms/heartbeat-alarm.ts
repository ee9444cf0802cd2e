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
  /** The group whose instances run the job. @default - a cluster runs it, which has no opening hours */
  readonly groupName?: string;
  readonly topicArn: string;
}

/** 75 minutes: an hour between two runs of an updater, and a quarter of an hour for the longer one of two to end. */
const window = { period: 900, evaluationPeriods: 5 };

/**
 * CloudWatch keeps an alarm that a composite alarm names: under another name it is there, and named, before the old one goes
 * (terraform-provider-aws issue 34807).
 */
const beforeTheOldOne = { createBeforeDestroy: true };

/**
 * Goes off when no run of a role's job has succeeded for 75 minutes, for whatever reason: no instance, no release, no
 * Hadoop, no content, no database, or a job that fails.
 */
export class HeartbeatAlarm extends Construct {
  constructor(scope: Construct, id: string, { environment, role, groupName, topicArn }: HeartbeatAlarmProps) {
    super(scope, id);
    const name = resourceName('alarm', environment.name, role, 'heartbeat');
    const description =
      `No successful update in 75 minutes: no run of ${role} has ended well. Look at the streams ${role}, hadoop and s3fs ` +
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
    // Two alarms that tell nobody and one that does, rather than one with metric math: at night there is not one heartbeat
    // to calculate with, and AWS does not say what FILL and IF make of a metric without any data point.
    const silent = new CloudwatchMetricAlarm(this, 'silent', {
      ...silence,
      alarmName: resourceName('alarm', environment.name, role, 'silent'),
      alarmDescription: `${name} asks it; it tells nobody: there is no heartbeat, be it by day or by night`,
      treatMissingData: 'breaching',
      lifecycle: beforeTheOldOne,
    });
    // One period at night is enough, so that after the opening it stays on until a whole window of the day has passed.
    const closed = new CloudwatchMetricAlarm(this, 'closed', {
      ...window,
      alarmName: resourceName('alarm', environment.name, role, 'closed'),
      alarmDescription: `${name} asks it; it tells nobody: within 75 minutes the group was meant to have no instances`,
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
