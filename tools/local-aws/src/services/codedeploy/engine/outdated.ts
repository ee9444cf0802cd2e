import type { JsonObject } from '../../../protocols/json';
import { sameRevision } from '../deployment';
import { activeDeployment, deploymentsTo, lastGood } from '../history';
import type { Region } from './region';

/**
 * Deploys the last successful revision to the instances that were launched in the middle of its deployment, and so have
 * the one before it (CodeDeploy user guide, "Automatic updates to outdated instances").
 */
export function bringUpToDate(region: Region, group: JsonObject): void {
  const good = lastGood(region.state, group);
  if (!good || group['outdatedInstancesStrategy'] === 'IGNORE' || activeDeployment(region.state, group)) return;
  const root = good.updateOf === undefined ? good : (region.state.deployments.get(good.updateOf) ?? good);
  // An instance on which it has failed is not tried again.
  const attempts = deploymentsTo(region.state, group).filter(({ createTime, revision }) => {
    return createTime >= root.createTime && sameRevision(revision, good.revision);
  });
  const attempted = new Set(attempts.flatMap(({ targets }) => targets.map(({ instanceId }) => instanceId)));
  const fleet = region.fleetOf(group);
  const launching = region.launching(group);
  const instances = [...fleet.seen].filter((id) => {
    return !attempted.has(id) && !launching.has(id) && !sameRevision(fleet.installed(id), good.revision);
  });
  if (instances.length === 0) return;
  const { application, configName, revision, fileExistsBehavior, ignoreApplicationStopFailures } = good;
  const update = region.begin({
    application,
    group,
    configName,
    revision,
    fileExistsBehavior,
    ignoreApplicationStopFailures,
    updateOutdatedInstancesOnly: true,
    creator: 'CodeDeployAutoUpdate',
    instances,
  });
  update.updateOf = root.id;
  root.updates.push(update.id);
}
