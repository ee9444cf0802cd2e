import { Alarm } from '@malinshopper/constructs';
import type { Environment, Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import type { LoadBalancerFacts } from '../load-balancer/load-balancer';
import type { WebEntry } from '../load-balancer/web-entry';

export interface WebAlarmsProps {
  readonly role: Role;
  readonly environment: Environment;
  readonly loadBalancer: LoadBalancerFacts;
  readonly entry: WebEntry;
  readonly topicArn: string;
}

/** Alarms for faults that the visitors of a role would notice (ELB user guide, "CloudWatch metrics for your ALB"). */
export class WebAlarms extends Construct {
  /** The names of the alarms that roll a release back. */
  readonly rollback: readonly string[];

  constructor(scope: Construct, id: string, { role, environment, loadBalancer, entry, topicArn }: WebAlarmsProps) {
    super(scope, id);
    const common = {
      namespace: 'AWS/ApplicationELB',
      dimensions: { LoadBalancer: loadBalancer.loadBalancerArnSuffix, TargetGroup: entry.targetGroupArnSuffix },
      comparisonOperator: 'GreaterThanThreshold',
      topicArn,
    };
    const errors = new Alarm(this, 'errors', {
      ...common,
      name: resourceName('alarm', environment.name, `${role}-errors`),
      description: 'Web servers answer with errors (5xx): check the log of php-fpm, and the last release',
      metricName: 'HTTPCode_Target_5XX_Count',
      statistic: 'Sum',
      threshold: 10,
      evaluationPeriods: 3,
    });
    const unhealthy = new Alarm(this, 'unhealthy', {
      ...common,
      name: resourceName('alarm', environment.name, `${role}-unhealthy`),
      description: 'A web server fails its health check: php-fpm is down, or the shared content is not mounted',
      metricName: 'UnHealthyHostCount',
      statistic: 'Maximum',
      threshold: 0,
      evaluationPeriods: 3,
    });
    new Alarm(this, 'slow', {
      ...common,
      name: resourceName('alarm', environment.name, `${role}-slow`),
      description: 'Pages take more than a second on average: check the database, then the processors',
      metricName: 'TargetResponseTime',
      statistic: 'Average',
      threshold: 1,
      period: 300,
      evaluationPeriods: 2,
    });
    this.rollback = [errors.name, unhealthy.name];
  }
}
