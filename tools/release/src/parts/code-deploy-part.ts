import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  StopDeploymentCommand,
  type Alarm,
  type CreateDeploymentCommandInput,
  type DeploymentGroupInfo,
  type DeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { ReleaseSide, Role } from '@malinshopper/environments';
import type { Place } from '../environment/place';
import { isWayBack, writeLabel } from '../release/label';
import { locationOf, notUp } from '../revisions/store';
import { toAttempt } from './code-deploy-attempt';
import { toProgress } from './code-deploy-progress';
import type { Attempt, Beginning, Part, Progress } from './part';

/** API reference: BatchGetDeployments and BatchGetDeploymentTargets take 25 at most. */
const atOnce = 25;
/**
 * The maximum number of earlier deployments of a group that are read: a successful one is among them, or a person has
 * to choose.
 */
const lookBack = 200;

/** The deployment group of a role. */
export class CodeDeployPart implements Part {
  private described: Promise<DeploymentGroupInfo> | undefined;

  readonly side: ReleaseSide;

  constructor(
    private readonly place: Place,
    readonly name: Role,
    private readonly groupName: string,
  ) {
    this.side = place.environment.roles[name].release.side;
  }

  async attempts(): Promise<Attempt[]> {
    const ids: string[] = [];
    let nextToken: string | undefined;
    do {
      const request = new ListDeploymentsCommand({ ...this.group, nextToken });
      const page = await this.place.codeDeploy.send(request).catch((error: Error) => this.unlessThere(error));
      ids.push(...(page.deployments ?? []));
      nextToken = page.nextToken;
    } while (nextToken && ids.length < lookBack);
    const found = await Promise.all(
      batches(ids.slice(0, lookBack)).map((deploymentIds) => this.describe(deploymentIds)),
    );
    const attempts = found.flat().map((info) => toAttempt(this.name, info));
    return attempts.sort((one, other) => other.began.getTime() - one.began.getTime());
  }

  async attempt(deploymentId: string): Promise<Attempt> {
    const { deploymentInfo } = await this.place.codeDeploy.send(new GetDeploymentCommand({ deploymentId }));
    return toAttempt(this.name, deploymentInfo!);
  }

  async instances(deploymentId: string): Promise<Progress[]> {
    const { codeDeploy: client } = this.place;
    const ids = await this.targetsOf(deploymentId);
    const found = await Promise.all(
      batches(ids).map((targetIds) => client.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }))),
    );
    return found
      .flatMap(({ deploymentTargets = [] }) => deploymentTargets)
      .map(({ instanceTarget = {} }) => toProgress(instanceTarget));
  }

  /** The instances of a deployment are known as soon as it has started. */
  private async targetsOf(deploymentId: string): Promise<string[]> {
    const ids: string[] = [];
    let nextToken: string | undefined;
    try {
      do {
        const page = await this.place.codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId, nextToken }));
        ids.push(...(page.targetIds ?? []));
        nextToken = page.nextToken;
      } while (nextToken);
    } catch (error) {
      if ((error as Error).name !== 'DeploymentNotStartedException') throw error;
    }
    return ids;
  }

  async members(): Promise<string[] | undefined> {
    const names = ((await this.info()).autoScalingGroups ?? []).flatMap(({ name }) => name ?? []);
    const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: names });
    const answer = await this.place.autoScaling.send(request).catch(unlessForbidden);
    return answer?.AutoScalingGroups?.flatMap(({ Instances = [] }) => Instances)
      .filter(({ LifecycleState = '' }) => !/^(Terminat|Detach)/.test(LifecycleState))
      .flatMap(({ InstanceId }) => InstanceId ?? []);
  }

  async burning(): Promise<string[] | undefined> {
    const AlarmNames = (await this.alarms()).flatMap(({ name }) => name ?? []);
    if (AlarmNames.length === 0) return [];
    const request = new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    const answer = await this.place.cloudWatch.send(request).catch(unlessForbidden);
    return (
      answer &&
      [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]
        .filter(({ StateValue }) => StateValue === 'ALARM')
        .flatMap(({ AlarmName }) => AlarmName ?? [])
    );
  }

  async begin({ revision, label, ignoreAlarms, ignoreStopFailures }: Beginning): Promise<string> {
    const wayBack = isWayBack(label);
    const { deploymentId } = await this.place.codeDeploy.send(
      new CreateDeploymentCommand({
        ...this.group,
        revision: locationOf(this.place, revision),
        description: writeLabel(label),
        ignoreApplicationStopFailures: wayBack || ignoreStopFailures === true,
        ...(await this.alarmsOf(wayBack || ignoreAlarms === true)),
        // CodeDeploy would roll back to the previous revision, which is the faulty one.
        ...(wayBack && { autoRollbackConfiguration: { enabled: false, events: [] } }),
      }),
    );
    return deploymentId!;
  }

  /**
   * The alarms of one deployment. The group's own are disabled: enabled, they would stop the deployments of new
   * instances as well. If they are enabled nevertheless, a deployment that no alarm may stop has to override them.
   */
  private async alarmsOf(none: boolean): Promise<Pick<CreateDeploymentCommandInput, 'overrideAlarmConfiguration'>> {
    const alarms = await this.alarms();
    if (!none && alarms.length > 0) return { overrideAlarmConfiguration: { enabled: true, alarms } };
    const areOn = (await this.info()).alarmConfiguration?.enabled === true;
    return none && areOn ? { overrideAlarmConfiguration: { enabled: false, alarms: [] } } : {};
  }

  /** The alarms of a release: the group names them (apps/delivery/src/deployment-group.ts). */
  private async alarms(): Promise<Alarm[]> {
    return (await this.info()).alarmConfiguration?.alarms ?? [];
  }

  async stop(deploymentId: string): Promise<void> {
    const request = new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false });
    await this.place.codeDeploy.send(request).catch((error: Error) => {
      if (error.name !== 'DeploymentAlreadyCompletedException') throw error;
    });
  }

  private get group() {
    return { applicationName: this.place.names.application, deploymentGroupName: this.groupName };
  }

  private async describe(deploymentIds: string[]): Promise<DeploymentInfo[]> {
    const request = new BatchGetDeploymentsCommand({ deploymentIds });
    return (await this.place.codeDeploy.send(request)).deploymentsInfo ?? [];
  }

  private unlessThere(error: Error): never {
    if (/^(Application|DeploymentGroup)DoesNotExist/.test(error.name)) {
      throw notUp(this.place, `deployment group ${this.groupName}`);
    }
    throw error;
  }

  private info(): Promise<DeploymentGroupInfo> {
    this.described ??= this.place.codeDeploy
      .send(new GetDeploymentGroupCommand(this.group))
      .then(({ deploymentGroupInfo }) => deploymentGroupInfo!);
    return this.described;
  }
}

/** Reading instances and alarms is optional: a pipeline's user need not have the permission. */
function unlessForbidden(error: Error): undefined {
  if (/^(AccessDenied|Unauthorized)/.test(error.name)) return undefined;
  throw error;
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / atOnce) }, (_, index) =>
    all.slice(index * atOnce, (index + 1) * atOnce),
  );
}
