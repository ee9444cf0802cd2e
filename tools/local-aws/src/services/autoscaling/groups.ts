import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters, withParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';

/**
 * The members that moto ignores in CreateAutoScalingGroup or UpdateAutoScalingGroup, or returns differently (API
 * reference: AutoScalingGroup). All other members of a group are moto's.
 */
const AS_WRITTEN = [
  'AvailabilityZoneDistribution',
  'AvailabilityZoneImpairmentPolicy',
  'CapacityRebalance',
  'CapacityReservationSpecification',
  'Context',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'DesiredCapacityType',
  'HealthCheckGracePeriod',
  'HealthCheckType',
  'InstanceMaintenancePolicy',
  'MaxInstanceLifetime',
  'MixedInstancesPolicy',
  'NewInstancesProtectedFromScaleIn',
  'PlacementGroup',
  'ServiceLinkedRoleARN',
  'TerminationPolicies',
] as const;

/** Keeps the members with which groups were written, by name, and returns them when they are read. */
export function groups() {
  const store = new Store('autoscaling/groups', () => new Map<string, XmlElement>());

  const write: Operation = async (call, moto) => {
    const form = queryParameters(call.body);
    const reply = await moto(withTrafficSourcesAsTargetGroups(call));
    if (reply.status === 200) {
      const name = text(form['AutoScalingGroupName']);
      const written = { ...store.of(call).get(name) };
      for (const field of AS_WRITTEN) if (form[field] !== undefined) written[field] = form[field];
      // A group has either a template or a policy, and an update from one to the other names only the new one.
      if (form['LaunchTemplate'] !== undefined) delete written['MixedInstancesPolicy'];
      store.of(call).set(name, written);
    }
    return reply;
  };

  return {
    CreateAutoScalingGroup: write,
    UpdateAutoScalingGroup: write,
    DeleteAutoScalingGroup: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) store.of(call).delete(text(queryParameters(call.body)['AutoScalingGroupName']));
      return reply;
    },
    DescribeAutoScalingGroups: async (call, moto) =>
      amendQueryReply(await moto(call), 'DescribeAutoScalingGroups', (result) => {
        for (const member of list(element(result['AutoScalingGroups'])['member'])) {
          const group = element(member);
          Object.assign(group, store.of(call).get(text(group['AutoScalingGroupName'])));
          if (group['MixedInstancesPolicy'] !== undefined) delete group['LaunchTemplate'];
          const targets = list(element(group['TargetGroupARNs'])['member']);
          group['TrafficSources'] = { member: targets.map((arn) => ({ Identifier: arn, Type: 'elbv2' })) };
        }
      }),
  } satisfies Record<string, Operation>;
}

/** Load balancer target groups are traffic sources of type elbv2 (API reference: TrafficSourceIdentifier). */
function withTrafficSourcesAsTargetGroups(call: Parameters<Operation>[0]) {
  return withParameters(call, (form) => {
    for (const [name, value] of [...form]) {
      const index = /^TrafficSources\.member\.(\d+)\.Identifier$/.exec(name)?.[1];
      if (index) form.set(`TargetGroupARNs.member.${index}`, value);
    }
  });
}
