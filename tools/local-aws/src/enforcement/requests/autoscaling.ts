import { element, list, text } from '../../protocols/xml';
import { word, type Access, type Reading } from '../access';
import type { World } from '../world';

/** Amazon EC2 Auto Scaling: the call of an instance names the instance, and its group is the resource. */
export const autoscaling: Reading = async (_call, { action, fields }, world) => {
  if (/^Describe/.test(action)) return [{ action: `autoscaling:${action}`, resource: '*' }];
  if (action !== 'SetInstanceHealth') return undefined;
  return [await onGroupOf(world, word(fields['InstanceId']))];
};

async function onGroupOf(world: World, instance: string): Promise<Access> {
  const action = 'autoscaling:SetInstanceHealth';
  const asked = { 'InstanceIds.member.1': instance };
  const instances = await world.query('autoscaling', 'DescribeAutoScalingInstances', asked);
  const [found] = list(element(instances?.['AutoScalingInstances'])['member']).map(element);
  const name = text(found?.['AutoScalingGroupName']);
  const arn = `arn:aws:autoscaling:${world.region}:${world.account}:autoScalingGroup:none:autoScalingGroupName/none`;
  if (name === '') return { action, resource: arn };
  const groups = await world.query('autoscaling', 'DescribeAutoScalingGroups', {
    'AutoScalingGroupNames.member.1': name,
  });
  const [group = {}] = list(element(groups?.['AutoScalingGroups'])['member']).map(element);
  return { action, resource: text(group['AutoScalingGroupARN']) || arn };
}
