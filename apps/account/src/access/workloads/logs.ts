import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { arnIn, lets, roles } from './place';

/** The calls that write to a log group. No call in this list reads, shortens or deletes a log group. */
export const writing = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

/** The log groups of the trail and of the VPC flow logs. */
export const watching = (account: Account) =>
  ['account/trail*', '*/flow-log*'].map((name) => arnIn(account, 'logs', `log-group:/malinshopper/${name}`));

/** Each group is written by one kind of role. */
export function watchingLogs(account: Account): Statement[] {
  const [trail, flows] = watching(account) as [string, string];
  return [
    lets('Trail', roles(account, 'account', 'account-trail'), writing, trail),
    lets('Flows', roles(account, 'network', '-flow-log'), writing, flows),
    // This action supports no resource-level permissions.
    lets('LooksForGroups', roles(account, 'network', '-flow-log'), 'logs:DescribeLogGroups', '*'),
  ];
}
