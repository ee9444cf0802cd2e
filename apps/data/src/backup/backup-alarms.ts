import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface BackupAlarmsProps {
  readonly environmentName: string;
  readonly vaultName: string;
  readonly topicArn: string;
}

const day = 24 * 60 * 60;

/**
 * The backed-up resources, by their names in the metrics and jobs of AWS Backup (API reference: BackupJob,
 * ResourceType).
 */
const copied = [
  { type: 'RDS', what: 'the database' },
  { type: 'S3', what: 'the content' },
] as const;

/**
 * The final states of a job without a backup. A job that cannot begin in its start window has not failed: it has
 * expired (AWS Backup developer guide, "AWS Backup metrics with CloudWatch").
 */
const badEnds = ['Failed', 'Expired', 'Aborted'] as const;

/**
 * Two alarms for each backed-up resource: a backup has failed, and a backup is missing. The resources have separate
 * alarms, because the backup of one would hide a missing backup of the other: metrics have the resource type as a
 * dimension beside the vault.
 */
export class BackupAlarms extends Construct {
  constructor(scope: Construct, id: string, { environmentName, vaultName, topicArn }: BackupAlarmsProps) {
    super(scope, id);
    const tell = { alarmActions: [topicArn], okActions: [topicArn] };
    for (const { type, what } of copied) {
      const of = type.toLowerCase();
      const dimensions = { BackupVaultName: vaultName, ResourceType: type };
      new CloudwatchMetricAlarm(this, `${of}-failed`, {
        ...tell,
        alarmName: resourceName('alarm', environmentName, `backup-${of}-failed`),
        alarmDescription: `A backup of ${what} to the vault ${vaultName} has failed or not begun: check its job in AWS Backup`,
        metricQuery: [
          {
            id: 'bad',
            expression: badEnds.map(missingIsNone).join(' + '),
            label: 'Jobs without a backup',
            returnData: true,
          },
          ...badEnds.map((end) => ({
            id: end.toLowerCase(),
            metric: {
              namespace: 'AWS/Backup',
              metricName: `NumberOfBackupJobs${end}`,
              dimensions,
              period: 300,
              stat: 'Sum',
            },
          })),
        ],
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        evaluationPeriods: 1,
        treatMissingData: 'notBreaching',
      });
      new CloudwatchMetricAlarm(this, `${of}-missing`, {
        ...tell,
        alarmName: resourceName('alarm', environmentName, `backup-${of}-missing`),
        alarmDescription: `The vault ${vaultName} has had no new backup of ${what} for two days: check its jobs in AWS Backup`,
        namespace: 'AWS/Backup',
        metricName: 'NumberOfBackupJobsCompleted',
        dimensions,
        statistic: 'Sum',
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        period: day,
        // Two periods, because jobs do not end at the same minute every night.
        evaluationPeriods: 2,
        treatMissingData: 'breaching',
      });
    }
  }
}

/** AWS Backup publishes a metric only when it is not zero, and a sum with a missing metric has no value. */
const missingIsNone = (end: (typeof badEnds)[number]) => `FILL(${end.toLowerCase()}, 0)`;
