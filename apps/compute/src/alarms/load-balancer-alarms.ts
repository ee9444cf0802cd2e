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
 * What goes wrong in a load balancer itself, whoever's servers are behind it (ELB user guide, "CloudWatch metrics for your
 * Application Load Balancer"). Who borrows it leaves them to its owner.
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
      description: 'The load balancer turns connections away, because it has as many as it can: look who opens them',
      metricName: 'RejectedConnectionCount',
      threshold: 0,
      evaluationPeriods: 3,
    });
  }
}
