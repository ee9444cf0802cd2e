import type { Publisher } from '@malinshopper/constructs';
import type { Account, TeamName } from '@malinshopper/environments';

/**
 * RDS, as the publisher of its events (RDS user guide, "Granting permissions to publish notifications to an Amazon SNS
 * topic").
 */
const databaseEvents: Publisher = { sid: 'DatabaseEvents', principal: { Service: 'events.rds.amazonaws.com' } };

/**
 * EC2 Auto Scaling, which publishes as its service-linked role. The policy of that role allows no customer managed key
 * (EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes", and "Amazon SNS
 * notification options"). AWS creates the role with the first group of an account, and refuses a policy with a
 * principal that does not exist: so the condition names the role. The account as the principal would not do, because
 * access would then depend on the role's own policy.
 */
const autoScaling = ({ id }: Account): Publisher => ({
  sid: 'AutoScaling',
  principal: { AWS: '*' },
  condition: {
    ArnEquals: {
      'aws:PrincipalArn': `arn:aws:iam::${id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    },
  },
});

/**
 * The publishers to a team's topic, besides the alarms of CloudWatch. CodeDeploy publishes by the policy of its own
 * role.
 */
export function publishersOf(team: TeamName, account: Account): readonly Publisher[] {
  if (team === 'data') return [databaseEvents];
  return team === 'compute' ? [autoScaling(account)] : [];
}
