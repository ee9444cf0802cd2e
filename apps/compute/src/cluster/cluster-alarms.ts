import { Alarm } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface ClusterAlarmsProps {
  readonly environment: Environment;
  readonly clusterId: string;
  /** The required number of core nodes. */
  readonly coreUnits: number;
  readonly topicArn: string;
}

/**
 * Alarms for faults of a cluster before its jobs are late (EMR management guide, "Monitoring Amazon EMR metrics with
 * CloudWatch"; EMR sends the metrics every five minutes). The heartbeat alarm reports a job that does not succeed.
 */
export class ClusterAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, clusterId, coreUnits, topicArn }: ClusterAlarmsProps) {
    super(scope, id);
    const common = {
      namespace: 'AWS/ElasticMapReduce',
      dimensions: { JobFlowId: clusterId },
      period: 300,
      evaluationPeriods: 3,
      topicArn,
    };
    new Alarm(this, 'core-nodes', {
      ...common,
      name: resourceName('alarm', environment.name, 'cluster-core-nodes'),
      description: 'Core nodes of the Hadoop cluster are missing, or the whole cluster: check its events in EMR',
      metricName: 'CoreNodesRunning',
      statistic: 'Minimum',
      comparisonOperator: 'LessThanThreshold',
      threshold: coreUnits,
      // A terminated cluster sends no metric, and must raise the alarm.
      missingData: 'breaching',
    });
    new Alarm(this, 'unhealthy-nodes', {
      ...common,
      name: resourceName('alarm', environment.name, 'cluster-unhealthy-nodes'),
      description: 'YARN schedules no work on some nodes of the Hadoop cluster: check whether their disks are full',
      metricName: 'MRUnhealthyNodes',
      statistic: 'Maximum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
    });
  }
}
