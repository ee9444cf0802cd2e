import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface BackupAlarmsProps {
  readonly environmentName: string;
  readonly vaultName: string;
  readonly topicArn: string;
}

const day = 24 * 60 * 60;

/** What is copied, as AWS Backup calls it in metrics and jobs (API reference: BackupJob, ResourceType). */
const copied = [
  { type: 'RDS', what: 'the database' },
  { type: 'S3', what: 'the content' },
] as const;

/**
 * The ends of a job that leave no copy. One that cannot begin in its start window has not failed: it has expired (AWS Backup
 * developer guide, "AWS Backup metrics with CloudWatch").
 */
const badEnds = ['Failed', 'Expired', 'Aborted'] as const;

/**
 * Two alarms for each resource that is copied: a copy went wrong, and none has come. Each of its own, or the copy of the one
 * would keep the alarm of the other quiet: metrics have the type of the resource as a dimension beside the vault.
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
        alarmDescription: `A copy of ${what} for the vault ${vaultName} has failed or not begun: look at its job in AWS Backup`,
        metricQuery: [
          {
            id: 'bad',
            expression: badEnds.map(missingIsNone).join(' + '),
            label: 'Jobs without a copy',
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
        alarmDescription: `For two days no copy of ${what} has come into the vault ${vaultName}: look at its jobs in AWS Backup`,
        namespace: 'AWS/Backup',
        metricName: 'NumberOfBackupJobsCompleted',
        dimensions,
        statistic: 'Sum',
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        period: day,
        // Of two: jobs do not end at the same minute every night.
        evaluationPeriods: 2,
        treatMissingData: 'breaching',
      });
    }
  }
}

/** AWS Backup publishes a metric only when it is not zero, and a sum with one that is missing is none. */
const missingIsNone = (end: (typeof badEnds)[number]) => `FILL(${end.toLowerCase()}, 0)`;
