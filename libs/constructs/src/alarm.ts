import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

export interface AlarmProps extends Pick<
  CloudwatchMetricAlarmConfig,
  'namespace' | 'metricName' | 'dimensions' | 'comparisonOperator' | 'threshold' | 'evaluationPeriods' | 'provider'
> {
  readonly name: string;
  /** The fault that it reports, and the first thing to check. */
  readonly description: string;
  readonly statistic: 'Average' | 'Sum' | 'Minimum' | 'Maximum';
  /** In seconds. @default 60 */
  readonly period?: number;
  /** The meaning of missing data. @default notBreaching */
  readonly missingData?: 'breaching' | 'notBreaching';
  /** The topic that is notified when it goes off and when it returns to OK. */
  readonly topicArn: string;
}

/** An alarm on a metric that notifies a topic when it goes off and when it returns to OK. */
export class Alarm extends Construct {
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    { name, description, period, missingData, topicArn, ...metric }: AlarmProps,
  ) {
    super(scope, id);
    const alarm = new CloudwatchMetricAlarm(this, 'Resource', {
      alarmName: name,
      alarmDescription: description,
      period: period ?? 60,
      treatMissingData: missingData ?? 'notBreaching',
      alarmActions: [topicArn],
      okActions: [topicArn],
      ...metric,
    });
    this.name = alarm.alarmName;
  }
}
