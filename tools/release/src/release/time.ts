import type { Progress } from '../parts/part';

/** The lifecycle events that run no script of a revision: the agent or the load balancer carries them out. */
const withoutScripts = new Set(['DownloadBundle', 'Install', 'BlockTraffic', 'AllowTraffic', 'Start', 'End']);

/**
 * The time in which scripts of the revision ran, in milliseconds: the union, over all instances, of the times of those
 * lifecycle events that run scripts (CodeDeploy user guide, "AppSpec 'hooks' section": all but DownloadBundle, Install,
 * BlockTraffic and AllowTraffic), from their beginning to their end by AWS's clock. Two instances that run a script at
 * the same time count once. An event for which the revision has no script ends as it begins. The rest of a release's
 * time was spent by CodeDeploy, the agents, the load balancer and this tool.
 */
export function timeInScripts(instances: readonly Progress[]): number {
  const intervals = instances
    .flatMap(({ events }) => events)
    .filter(({ name, ended }) => ended && !withoutScripts.has(name))
    .map(({ began, ended }) => [began.getTime(), ended!.getTime()] as const)
    .sort(([one], [other]) => one - other);
  let sum = 0;
  let until = -Infinity;
  for (const [began, ended] of intervals) {
    sum += Math.max(0, ended - Math.max(began, until));
    until = Math.max(until, ended);
  }
  return sum;
}
