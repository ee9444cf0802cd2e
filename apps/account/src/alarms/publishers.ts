import type { Publisher } from '@malinshopper/constructs';
import type { Account, TeamName } from '@malinshopper/environments';

/** RDS, as it tells of events (RDS user guide, "Granting permissions to publish notifications to an Amazon SNS topic"). */
const databaseEvents: Publisher = { sid: 'DatabaseEvents', principal: { Service: 'events.rds.amazonaws.com' } };

/**
 * EC2 Auto Scaling, which publishes as its service-linked role. The policy of that role lets it use no customer managed key (EC2
 * Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes", and "Amazon SNS notification options").
 * That role comes with the first group of an account, and a policy that names a role which is not there is refused: so the
 * condition names it. Not on the account as the principal: that would leave it to the role's own policy.
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

/** What publishes to the topic of a team, besides the alarms of CloudWatch. CodeDeploy does so by the policy of its own role. */
export function publishersOf(team: TeamName, account: Account): readonly Publisher[] {
  if (team === 'data') return [databaseEvents];
  return team === 'compute' ? [autoScaling(account)] : [];
}
