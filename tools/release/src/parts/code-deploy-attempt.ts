import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { visible } from '@malinshopper/text';
import { readLabel } from '../release/label';
import { shaOf } from '../revisions/store';
import type { Attempt, Outcome } from './part';

/** A deployment of CodeDeploy as an attempt on a part. */
export function toAttempt(part: string, info: DeploymentInfo): Attempt {
  const outcome = outcomeOf(info);
  const { rollbackDeploymentId, rollbackTriggeringDeploymentId: takesBack } = info.rollbackInfo ?? {};
  const label = readLabel(info.description);
  const takenBackBy = rollbackDeploymentId ?? (rollbackIsDue(info) ? 'expected' : undefined);
  const reason = outcome === 'failed' || outcome === 'stopped' ? reasonOf(info) : undefined;
  const revision = shaOf(info.revision?.s3Location?.key);
  return {
    id: info.deploymentId ?? '',
    part,
    outcome,
    creator: creatorOf(info),
    began: info.createTime ?? new Date(0),
    ...(revision && { revision }),
    ...(info.completeTime && { ended: info.completeTime }),
    ...(label && { label }),
    ...(reason && { reason }),
    ...(stoppedByAlarm(info) && { byAlarm: true }),
    ...(takesBack && { takesBack }),
    ...(takenBackBy && { takenBackBy }),
  };
}

/**
 * AWS regards a deployment as successful as long as enough instances are healthy in the end: for "all at once", a
 * single successful one is enough (CodeDeploy user guide, "Working with deployment configurations"). Here every
 * instance counts.
 */
function outcomeOf({ status, deploymentOverview = {} }: DeploymentInfo): Outcome {
  if (status === 'Failed') return 'failed';
  if (status === 'Stopped') return 'stopped';
  if (status !== 'Succeeded') return 'running';
  const { Failed = 0, Skipped = 0 } = deploymentOverview;
  return Failed + Skipped === 0 ? 'succeeded' : 'failed';
}

function reasonOf({ status, errorInformation, deploymentOverview = {} }: DeploymentInfo): string {
  const { Failed = 0, Skipped = 0, Succeeded = 0 } = deploymentOverview;
  if (status === 'Succeeded') return `it succeeded on ${Succeeded} of ${Failed + Skipped + Succeeded} instances only`;
  // It can quote an agent, or the words with which a person has stopped it.
  if (errorInformation?.message !== undefined) return visible(errorInformation.message);
  return status === 'Stopped' ? 'it was stopped' : 'CodeDeploy reports no reason';
}

/** API reference, DeploymentInfo: creator. */
function creatorOf({ creator, rollbackInfo }: DeploymentInfo): Attempt['creator'] {
  if (creator === 'codeDeployRollback' || rollbackInfo?.rollbackTriggeringDeploymentId) return 'rollback';
  return ['autoscaling', 'autoscalingTermination', 'CodeDeployAutoUpdate', 'CodeDeploy'].includes(creator ?? '')
    ? 'instance'
    : 'person';
}

const stoppedByAlarm = ({ errorInformation }: DeploymentInfo) => errorInformation?.code === 'ALARM_ACTIVE';

/**
 * CodeDeploy names the deployment that rolls the failed one back only a moment later, or has a message why there is
 * none.
 */
function rollbackIsDue({ status, autoRollbackConfiguration, errorInformation, rollbackInfo }: DeploymentInfo): boolean {
  if (!autoRollbackConfiguration?.enabled || rollbackInfo?.rollbackMessage) return false;
  if (rollbackInfo?.rollbackTriggeringDeploymentId) return false;
  const events = autoRollbackConfiguration.events ?? [];
  if (stoppedByAlarm({ errorInformation })) return events.includes('DEPLOYMENT_STOP_ON_ALARM');
  return status === 'Failed' && events.includes('DEPLOYMENT_FAILURE');
}
