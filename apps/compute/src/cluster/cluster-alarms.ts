import { Alarm } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface ClusterAlarmsProps {
  readonly environment: Environment;
  readonly clusterId: string;
  /** How many core nodes there should be. */
  readonly coreUnits: number;
  readonly topicArn: string;
}

/**
 * What goes wrong in a cluster before its jobs miss their hour (EMR management guide, "Monitoring Amazon EMR metrics with
 * CloudWatch"; EMR sends them every five minutes). That a job does not succeed, its heartbeat tells.
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
      description: 'Core nodes of the Hadoop cluster are missing, or all of it: look at its events in EMR',
      metricName: 'CoreNodesRunning',
      statistic: 'Minimum',
      comparisonOperator: 'LessThanThreshold',
      threshold: coreUnits,
      // A cluster that is gone sends nothing at all.
      missingData: 'breaching',
    });
    new Alarm(this, 'unhealthy-nodes', {
      ...common,
      name: resourceName('alarm', environment.name, 'cluster-unhealthy-nodes'),
      description: 'YARN gives nodes of the Hadoop cluster no work: look whether their disks are full',
      metricName: 'MRUnhealthyNodes',
      statistic: 'Maximum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
    });
  }
}
