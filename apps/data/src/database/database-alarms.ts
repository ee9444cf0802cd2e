import { Alarm, type AlarmProps } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { isBurstable, memoryOf, mostConnections, type OwnDatabase } from './instance-class';

export interface DatabaseAlarmsProps {
  readonly database: OwnDatabase;
  readonly environment: Environment;
  /** The identifier of the server in RDS. */
  readonly identifier: string;
  readonly topicArn: string;
}

const hour = 3600;

/**
 * Alarms for a lack of resources of the database server. Some thresholds depend on the size of the server. All other
 * thresholds come from Cloud Posse's terraform-aws-rds-cloudwatch-sns-alarms. There is no burst balance to monitor: gp3
 * has a constant performance.
 */
export class DatabaseAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseAlarmsProps,
  ) {
    super(scope, id);
    const { instanceClass, storageGiB } = props.database;
    this.above('processor', {
      metricName: 'CPUUtilization',
      threshold: 80,
      description: 'The processor of the database server is busy: check the slow query log, then its class',
    });
    this.above('connections', {
      metricName: 'DatabaseConnections',
      threshold: Math.floor(mostConnections(instanceClass) * 0.7),
      description:
        'The database server has seven tenths of its maximum connections: check which clients keep them open',
    });
    this.above('disk-queue', {
      metricName: 'DiskQueueDepth',
      threshold: 64,
      description: 'Reads and writes of the database server wait for its disk: check the slow query log',
    });
    this.below('memory', {
      metricName: 'FreeableMemory',
      threshold: Math.floor(memoryOf(instanceClass) * 0.05),
      description:
        'The database server has less than a twentieth of its memory left: check its connections and its class',
    });
    this.below('storage', {
      metricName: 'FreeStorageSpace',
      // RDS enlarges the disk when less than a tenth is free: at half of that, it was unable to.
      threshold: storageGiB * 2 ** 30 * 0.05,
      description:
        'The disk of the database server fills up and does not grow: it has reached maxStorageGiB, or grows too fast',
    });
    if (!isBurstable(instanceClass)) return;
    this.below('credits', {
      metricName: 'CPUCreditBalance',
      threshold: 20,
      // A new server has no credits, and the smallest class earns twelve an hour.
      period: hour,
      evaluationPeriods: 3,
      description:
        'The database server exceeds the baseline of its class, and AWS charges for it: consider a larger class',
    });
  }

  private above(id: string, alarm: Limit): void {
    this.alarm(id, { comparisonOperator: 'GreaterThanThreshold', ...alarm });
  }

  private below(id: string, alarm: Limit): void {
    this.alarm(id, { comparisonOperator: 'LessThanThreshold', ...alarm });
  }

  private alarm(id: string, alarm: Limit & Pick<AlarmProps, 'comparisonOperator'>): void {
    const { environment, identifier, topicArn } = this.props;
    new Alarm(this, id, {
      name: resourceName('alarm', environment.name, 'database', id),
      namespace: 'AWS/RDS',
      dimensions: { DBInstanceIdentifier: identifier },
      statistic: 'Average',
      period: 300,
      evaluationPeriods: 2,
      topicArn,
      ...alarm,
    });
  }
}

type Limit = Pick<AlarmProps, 'metricName' | 'threshold' | 'description'> &
  Partial<Pick<AlarmProps, 'period' | 'evaluationPeriods'>>;
