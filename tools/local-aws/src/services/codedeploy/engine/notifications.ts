import { jsonList, jsonObject, jsonText } from '../../../protocols/json';
import type { Deployment, Target } from '../deployment';
import { overview } from '../shown';

export type Trigger =
  `Deployment${'Start' | 'Success' | 'Failure' | 'Stop' | 'Rollback'}` | `Instance${'Start' | 'Success' | 'Failure'}`;

/** A message to a topic of SNS. */
export interface Notification {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
}

/** The messages of the group's triggers about an event, with the current state. */
export function notificationsOf(deployment: Deployment, event: Trigger, target?: Target): Notification[] {
  const { id, place, group } = deployment;
  const triggers = jsonList(group['triggerConfigurations']).map(jsonObject);
  const asked = triggers.filter((trigger) => jsonList(trigger['triggerEvents']).includes(event));
  return asked.map((trigger) => {
    const common = { region: place.region, accountId: place.account, eventTriggerName: trigger['triggerName'] };
    const message = { ...common, ...(target ? ofInstance(deployment, target) : ofDeployment(deployment)) };
    const status = (target ?? deployment).status.toUpperCase();
    const subject = `${status}: AWS CodeDeploy ${id} in ${place.region} to ${jsonText(group['applicationName'])}`;
    // The maximum length of SNS (API reference: Publish).
    return {
      topicArn: jsonText(trigger['triggerTargetArn']),
      subject: subject.slice(0, 99),
      message: JSON.stringify(message),
    };
  });
}

/** CodeDeploy user guide, "JSON data formats for CodeDeploy triggers": numbers and times are texts. */
function ofDeployment(deployment: Deployment): object {
  const { id, group, createTime, completeTime, status, error, rollbackInfo } = deployment;
  const counts = Object.entries(overview(deployment)).filter(([name]) => name !== 'Ready');
  return {
    applicationName: group['applicationName'],
    deploymentId: id,
    deploymentGroupName: group['deploymentGroupName'],
    createTime: seconds(createTime),
    ...(completeTime && { completeTime: seconds(completeTime) }),
    deploymentOverview: Object.fromEntries(counts.map(([name, count]) => [name, String(count)])),
    status,
    ...(error && { errorInformation: { ErrorCode: error.code, ErrorMessage: error.message } }),
    ...(rollbackInfo && {
      rollbackInformation: {
        RollbackDeploymentId: rollbackInfo.rollbackDeploymentId,
        RollbackTriggeringDeploymentId: rollbackInfo.rollbackTriggeringDeploymentId,
        RollbackMessage: rollbackInfo.rollbackMessage,
      },
    }),
  };
}

function ofInstance({ id, place }: Deployment, { instanceId, lastUpdatedAt, status, events }: Target): object {
  return {
    deploymentId: id,
    instanceId: `arn:aws:ec2:${place.region}:${place.account}:instance/${instanceId}`,
    lastUpdatedAt: seconds(lastUpdatedAt),
    instanceStatus: status,
    lifecycleEvents: events.map((event) => ({
      LifecycleEvent: event.name,
      LifecycleEventStatus: event.status,
      ...(event.startTime && { StartTime: seconds(event.startTime) }),
      ...(event.endTime && { EndTime: seconds(event.endTime) }),
    })),
  };
}

const seconds = (milliseconds: number): string => String(milliseconds / 1000);
