import type { Completions } from './complete';

/** EC2 Auto Scaling (API reference: AutoScalingGroup, InstancesDistribution). */
export const autoscalingAnswers: Completions = {
  DescribeAutoScalingGroups: [
    {
      at: 'AutoScalingGroups.member',
      always: {
        AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-best-effort' },
        AvailabilityZoneImpairmentPolicy: {
          ImpairedZoneHealthCheckBehavior: 'IgnoreUnhealthy',
          ZonalShiftEnabled: 'false',
        },
        CapacityReservationSpecification: { CapacityReservationPreference: 'default' },
        DeletionProtection: 'none',
      },
    },
    {
      at: 'AutoScalingGroups.member.MixedInstancesPolicy.InstancesDistribution',
      always: { OnDemandAllocationStrategy: 'prioritized' },
    },
  ],
};
