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
 * The maximum permissions of the roles of apps: instances, clusters, and AWS services that act for an app. A team that
 * deploys an app creates its roles and their policies, within this limit. The boundary is a list: a job, by the path
 * and name of its role; its actions; and their resources, by tag or by name.
 * Path and name identify a role, because they cannot change and no other role can use them. The role's `Team` tag
 * cannot: session tags override role tags if the role's trust allows it (STS API reference, AssumeRole), and the
 * creator of a role writes its trust. No statement here tags existing resources, except those that EMR has created for
 * a cluster.
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

/** The managed policies of the boundaries, by the names that ServiceRole (libs/constructs) sets on every role. */
export function workloadBoundaryPolicies(scope: Construct, account: Account): IamPolicy[] {
  return Object.entries(workloadBoundaries).map(
    ([name, statements]) =>
      new IamPolicy(scope, name.replace('malinshopper-', ''), {
        name,
        path: '/account/',
        description: 'The maximum permissions of the roles of apps',
        policy: document(...statements(account)),
        lifecycle: { ...textLifecycle, preventDestroy: true },
      }),
  );
}
