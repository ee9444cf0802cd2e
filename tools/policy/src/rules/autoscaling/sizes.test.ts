import { smallWorld } from '../../testing/small-world';
import { groupSizes } from './sizes';

const follows = (policyType: string) => {
  const world = smallWorld([
    {
      key: 'policy-d728d/compute.tfstate',
      resource: {
        aws_lb_target_group: { web: {} },
        aws_autoscaling_group: { web: { name: 'web', target_group_arns: ['${aws_lb_target_group.web.arn}'] } },
        aws_autoscaling_policy: {
          web: { autoscaling_group_name: '${aws_autoscaling_group.web.name}', policy_type: policyType },
        },
      },
    },
  ]);
  const rule = groupSizes.find(({ id }) => id === 'MAL_ASG_11')!;
  return rule.check(world.resources('aws_autoscaling_group')[0]!, world);
};

test('web servers with a target tracking policy pass', () => {
  expect(follows('TargetTrackingScaling')).toBeUndefined();
});

test('web servers with a step scaling policy, which needs an alarm of its own, fail', () => {
  expect(follows('StepScaling')).toBe('has no policy that follows a target');
});
