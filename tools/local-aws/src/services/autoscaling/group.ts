import type { Call, Forward } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { amendQueryReply } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';

/**
 * A group as moto has it.
 * @throws AwsFailure in AWS's words, if there is none of that name
 */
export async function groupOf(name: string, call: Call, moto: Forward): Promise<XmlElement> {
  const [group] = await members(call, moto, 'DescribeAutoScalingGroups', 'AutoScalingGroups', {
    'AutoScalingGroupNames.member.1': name,
  });
  if (group) return group;
  throw new AwsFailure('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
}

/** The names of a group's lifecycle hooks. */
export async function hooksOf(AutoScalingGroupName: string, call: Call, moto: Forward): Promise<string[]> {
  const hooks = await members(call, moto, 'DescribeLifecycleHooks', 'LifecycleHooks', { AutoScalingGroupName });
  return hooks.map(({ LifecycleHookName }) => text(LifecycleHookName));
}

async function members(
  call: Call,
  moto: Forward,
  action: string,
  of: string,
  fields: Record<string, string>,
): Promise<XmlElement[]> {
  const form = new URLSearchParams({ Action: action, Version: '2011-01-01', ...fields });
  let found: XmlElement[] = [];
  amendQueryReply(await moto({ ...call, body: Buffer.from(form.toString()) }), action, (result) => {
    found = list(element(result[of])['member']).map(element);
  });
  return found;
}

export const instancesOf = (group: XmlElement) => list(element(group['Instances'])['member']).map(element);
export const idOf = ({ InstanceId }: XmlElement) => text(InstanceId);

/**
 * True if an instance was launched by exactly the template that its group has (API reference: RefreshPreferences,
 * SkipMatching).
 */
export function matches(instance: XmlElement, group: XmlElement): boolean {
  const policy = element(element(group['MixedInstancesPolicy'])['LaunchTemplate'])['LaunchTemplateSpecification'];
  const [has, wanted] = [element(instance['LaunchTemplate']), element(policy ?? group['LaunchTemplate'])];
  return ['LaunchTemplateId', 'Version'].every((field) => text(has[field]) === text(wanted[field]));
}
