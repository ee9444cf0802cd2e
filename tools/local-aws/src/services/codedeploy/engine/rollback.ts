import { jsonList, jsonObject } from '../../../protocols/json';
import type { Deployment } from '../deployment';
import { lastGood } from '../history';
import type { Ending } from './deployment-run';
import type { Region } from './region';

/**
 * Deploys the last successful revision again, if a deployment with such an end has to be rolled back (CodeDeploy user
 * guide, "Automatic rollbacks"). A rollback that fails is not rolled back.
 */
export function rollBack(region: Region, deployment: Deployment, { event, rollBack: wish }: Ending): void {
  if (deployment.creator !== 'user' || event === undefined) return;
  const { group, autoRollbackConfiguration } = deployment;
  const configuration = autoRollbackConfiguration ?? jsonObject(group['autoRollbackConfiguration']);
  const configured = configuration['enabled'] === true && jsonList(configuration['events']).includes(event);
  if (!(wish ?? configured)) return;
  const good = lastGood(region.state, group);
  if (!good) {
    const rollbackMessage = `Deployment ${deployment.id} terminated. No rollback: there is no last known good revision.`;
    deployment.rollbackInfo = { rollbackMessage };
    return;
  }
  const { application, configName, ignoreApplicationStopFailures } = deployment;
  const rollback = region.begin({
    application,
    group,
    configName,
    ignoreApplicationStopFailures,
    revision: good.revision,
    fileExistsBehavior: good.fileExistsBehavior,
    updateOutdatedInstancesOnly: false,
    creator: 'codeDeployRollback',
  });
  rollback.rollbackInfo = {
    rollbackTriggeringDeploymentId: deployment.id,
    rollbackMessage: `Deployment ${rollback.id} is triggered to roll back deployment ${deployment.id}.`,
  };
  deployment.rollbackInfo = {
    rollbackDeploymentId: rollback.id,
    rollbackMessage: `Deployment ${deployment.id} terminated. Automatic rollback is triggered with a DeploymentId ${rollback.id}.`,
  };
  region.notify(deployment, 'DeploymentRollback');
}
