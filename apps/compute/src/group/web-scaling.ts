import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';
import type { LoadBalancerFacts } from '../load-balancer/load-balancer';
import type { WebEntry } from '../load-balancer/web-entry';

export interface WebScalingProps {
  readonly groupName: string;
  readonly loadBalancer: LoadBalancerFacts;
  readonly entry: WebEntry;
}

/** In percent: half is left for the load that comes before a new server does. */
const cpuTarget = 50;
/** Requests per server and minute. A PHP page takes a processor for some 50 ms: about half of what two would carry. */
const requestTarget = 1000;

/** As many web servers as the load needs, by processor and by requests: whichever asks for more is followed. */
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
      // Auto Scaling refuses a target group that no listener rule has tied to the load balancer yet.
      dependsOn: [entry.rule],
    });
  }
}
