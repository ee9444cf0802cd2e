import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import type { Account } from '@malinshopper/environments';
import { workloadBoundaryNames } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import { document, textLifecycle, type Statement } from './statement';
import { clusters } from './workloads/clusters';
import { backups, databases } from './workloads/data';
import { delivery } from './workloads/delivery';
import { everywhere } from './workloads/everywhere';
import { instances } from './workloads/instances';
import { watchingLogs } from './workloads/logs';
import { onlyFor, roles } from './workloads/place';

/**
 * What the roles of apps may at most do: instances, clusters, and services of AWS that act for an app. A team that deploys an app makes its
 * roles and says what they may do, but not beyond this. It is a list: a job, by the path and name of its role; what it does; and on what, by
 * tag or by name. Path and name cannot change, and no other role may use them. The `Team` tag of a role would not do: a caller that assumes a role
 * may say its tags anew if the role's trust lets him (STS API reference, AssumeRole: session tags override those of the role), and who makes a
 * role writes its trust. Nothing here tags what is there already, but EMR what it has made for a cluster.
 */
export const workloadBoundaries: Readonly<Record<string, (account: Account) => Statement[]>> = {
  [workloadBoundaryNames.others]: (account) => [
    ...watchingLogs(account),
    ...databases(account),
    ...backups(account),
    ...everywhere(account, 'content'),
  ],
  [workloadBoundaryNames.compute]: (account) => [
    ...instances(account),
    ...clusters(account),
    onlyFor(roles(account, 'compute')),
    ...everywhere(account, 'cluster-logs', 'content', 'packages'),
  ],
  [workloadBoundaryNames.delivery]: (account) => [...delivery(account), ...everywhere(account, 'packages')],
};

/** The boundaries themselves, by the names that ServiceRole (libs/constructs) gives every role. */
export function workloadBoundaryPolicies(scope: Construct, account: Account): IamPolicy[] {
  return Object.entries(workloadBoundaries).map(
    ([name, statements]) =>
      new IamPolicy(scope, name.replace('malinshopper-', ''), {
        name,
        path: '/account/',
        description: 'What the roles of apps may at most do',
        policy: document(...statements(account)),
        lifecycle: { ...textLifecycle, preventDestroy: true },
      }),
  );
}
