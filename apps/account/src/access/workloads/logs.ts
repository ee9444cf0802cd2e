import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { arnIn, lets, roles } from './place';

/** What writes into a log, and nothing more: none reads, shortens or deletes one. */
export const writing = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

/** The groups of the trail, and of what flows through networks. */
export const watching = (account: Account) =>
  ['account/trail*', '*/flow-log*'].map((name) => arnIn(account, 'logs', `log-group:/malinshopper/${name}`));

/** Each is written by one kind of role. */
export function watchingLogs(account: Account): Statement[] {
  const [trail, flows] = watching(account) as [string, string];
  return [
    lets('Trail', roles(account, 'account', 'account-trail'), writing, trail),
    lets('Flows', roles(account, 'network', '-flow-log'), writing, flows),
    // AWS knows no resource for it.
    lets('LooksForGroups', roles(account, 'network', '-flow-log'), 'logs:DescribeLogGroups', '*'),
  ];
}
