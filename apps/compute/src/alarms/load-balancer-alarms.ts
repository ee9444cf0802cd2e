import { Alarm } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import type { LoadBalancerFacts } from '../load-balancer/load-balancer';

export interface LoadBalancerAlarmsProps {
  readonly environment: Environment;
  readonly loadBalancer: LoadBalancerFacts;
  readonly topicArn: string;
}

/**
 * Alarms for faults of a load balancer itself, for all environments that use it (ELB user guide, "CloudWatch metrics
 * for your Application Load Balancer"). An environment that uses the load balancer of its host has no such alarms,
 * because they belong to the host.
 */
export class LoadBalancerAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, loadBalancer, topicArn }: LoadBalancerAlarmsProps) {
    super(scope, id);
    const common = {
      namespace: 'AWS/ApplicationELB',
      dimensions: { LoadBalancer: loadBalancer.loadBalancerArnSuffix },
      statistic: 'Sum',
      comparisonOperator: 'GreaterThanThreshold',
      topicArn,
    } as const;
    new Alarm(this, 'errors', {
      ...common,
      name: resourceName('alarm', environment.name, 'load-balancer-errors'),
      description: 'The load balancer answers with errors of its own (5xx): no web server answers it, or none in time',
      metricName: 'HTTPCode_ELB_5XX_Count',
      threshold: 10,
      evaluationPeriods: 3,
    });
    new Alarm(this, 'rejected', {
      ...common,
      name: resourceName('alarm', environment.name, 'load-balancer-rejected'),
      description: 'The load balancer rejects connections, because it is at its limit: check which clients open them',
      metricName: 'RejectedConnectionCount',
      threshold: 0,
      evaluationPeriods: 3,
    });
  }
}
