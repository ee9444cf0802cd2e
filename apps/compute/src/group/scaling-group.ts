import { AutoscalingGroup, type AutoscalingGroupConfig } from '@cdktf/provider-aws/lib/autoscaling-group';
import type { Environment, Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import type { Sizing, Surroundings } from '../surroundings';
import type { InstanceTemplate } from './instance-template';

/** The additional properties of instances with visitors. */
export interface LoadBalanced {
  readonly targetGroupArn: string;
  /** The alarms that roll an instance refresh back. */
  readonly rollbackAlarms: readonly string[];
}

export interface ScalingGroupProps {
  readonly role: Role;
  readonly environment: Environment;
  readonly sizing: Sizing;
  readonly tags: Record<string, string>;
  readonly template: InstanceTemplate;
  readonly network: Surroundings['network'];
  /**
   * @default - no load balancer: EC2's own checks decide about health, and an instance is terminated before its
   * replacement starts
   */
  readonly loadBalanced?: LoadBalanced;
}

/** In seconds: the time from an instance's launch until it serves, packages and a first deployment included. */
const warmup = 300;
const metrics = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupTotalInstances',
];

/**
 * The auto scaling group of a role. Its name is fixed, and it is never replaced by a second group: a deployment group
 * refers to it by name, and would miss its successor (terraform-provider-aws issue 2993). It has no warm pool, for the
 * same reason (aws-codedeploy-agent issue 390).
 */
export class ScalingGroup extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: ScalingGroupProps) {
    super(scope, id);
    const { role, environment, sizing, tags, network, loadBalanced } = props;
    const group = new AutoscalingGroup(this, 'Resource', {
      name: resourceName('autoScalingGroup', environment.name, role),
      minSize: sizing.min,
      maxSize: sizing.max,
      vpcZoneIdentifier: network.privateSubnetIds,
      ...launch(sizing, props.template),
      ...(loadBalanced ? health(loadBalanced) : { healthCheckType: 'EC2', healthCheckGracePeriod: warmup }),
      defaultInstanceWarmup: warmup,
      // Terraform does not wait for instances: the first release comes after them, perhaps a day later.
      waitForCapacityTimeout: '0',
      enabledMetrics: metrics,
      instanceRefresh: {
        strategy: 'Rolling',
        preferences: {
          autoRollback: true,
          ...(loadBalanced
            ? // A new web server is in service before an old one is terminated, for any number of servers.
              {
                minHealthyPercentage: 100,
                maxHealthyPercentage: 200,
                alarmSpecification: { alarms: [...loadBalanced.rollbackAlarms] },
              }
            : // A worker is terminated before its successor starts: a refresh never doubles the writers of a prefix.
              { minHealthyPercentage: 0, maxHealthyPercentage: 100 }),
        },
      },
      tag: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      // The schedule changes them twice a day: a plan at night must not revert them.
      ...(environment.hours.run === 'scheduled' && { lifecycle: { ignoreChanges: ['min_size', 'max_size'] } }),
    });
    this.name = group.name;
  }
}

const health = ({ targetGroupArn }: LoadBalanced) => ({
  targetGroupArns: [targetGroupArn],
  healthCheckType: 'ELB',
  healthCheckGracePeriod: 2 * warmup,
});

/** One type on demand, or several to choose from, with a share of spot capacity. */
function launch(sizing: Sizing, template: InstanceTemplate): Partial<AutoscalingGroupConfig> {
  const { templateId, version } = template;
  if (sizing.instanceTypes.length === 1 && sizing.spotPercent === 0)
    return { launchTemplate: { id: templateId, version } };
  return {
    capacityRebalance: sizing.spotPercent > 0,
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100 - sizing.spotPercent,
        spotAllocationStrategy: 'price-capacity-optimized',
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: templateId, version },
        override: sizing.instanceTypes.map((instanceType) => ({ instanceType })),
      },
    },
  };
}
