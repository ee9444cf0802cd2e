import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';
import type { LoadBalancerFacts } from '../load-balancer/load-balancer';
import type { WebEntry } from '../load-balancer/web-entry';

export interface WebScalingProps {
  readonly groupName: string;
  readonly loadBalancer: LoadBalancerFacts;
  readonly entry: WebEntry;
}

/** In percent: the other half is for the load that arrives before a new server is ready. */
const cpuTarget = 50;
/**
 * Requests per server and minute. A PHP page uses a processor for about 50 ms: this is about half of the capacity of
 * two processors.
 */
const requestTarget = 1000;

/** Scales web servers by processor load and by requests: the larger demand counts. */
export class WebScaling extends Construct {
  constructor(scope: Construct, id: string, { groupName, loadBalancer, entry }: WebScalingProps) {
    super(scope, id);
    new AutoscalingPolicy(this, 'cpu', {
      name: `${groupName}-cpu`,
      autoscalingGroupName: groupName,
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        targetValue: cpuTarget,
        predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
      },
    });
    new AutoscalingPolicy(this, 'requests', {
      name: `${groupName}-requests`,
      autoscalingGroupName: groupName,
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        targetValue: requestTarget,
        predefinedMetricSpecification: {
          predefinedMetricType: 'ALBRequestCountPerTarget',
          resourceLabel: `${loadBalancer.loadBalancerArnSuffix}/${entry.targetGroupArnSuffix}`,
        },
      },
      // Auto Scaling refuses a target group before a listener rule connects it to the load balancer.
      dependsOn: [entry.rule],
    });
  }
}
