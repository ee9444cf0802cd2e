import { AutoscalingNotification } from '@cdktf/provider-aws/lib/autoscaling-notification';
import type { Publisher } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import type { Construct } from 'constructs';

const events = [
  'EC2_INSTANCE_LAUNCH',
  'EC2_INSTANCE_LAUNCH_ERROR',
  'EC2_INSTANCE_TERMINATE',
  'EC2_INSTANCE_TERMINATE_ERROR',
];

/** Tells a topic of every instance that comes to a group, goes, or fails to. */
export function scalingEvents(scope: Construct, id: string, groupName: string, topicArn: string): void {
  new AutoscalingNotification(scope, id, {
    groupNames: [groupName],
    notifications: events.map((event) => `autoscaling:${event}`),
    topicArn,
  });
}

/**
 * EC2 Auto Scaling, on the topic that it tells. It does so as its service-linked role, whose own policy lets it use no
 * customer managed key (EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes", and "Amazon
 * SNS notification options"). That role comes with the first group of an account, and a policy that names a role which is
 * not there is refused: so the condition names it. Not on the account as the principal: that would leave it to the role's
 * own policy.
 */
export const autoScaling = ({ id }: Pick<Account, 'id'>): Publisher => ({
  sid: 'AutoScaling',
  principal: { AWS: '*' },
  condition: {
    ArnEquals: {
      'aws:PrincipalArn': `arn:aws:iam::${id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    },
  },
});
