import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import {
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../../protocols/json';
import type { Deployment } from './deployment';
import type { Engine } from './engine/engine';
import { lastAttempt, lastGood } from './history';
import { shownRevision } from './shown';
import { arn, findApplication, findGroup, required, type State } from './state';
import { moveTags, setTags } from './tags';

/**
 * The members of a request that DeploymentGroupInfo returns under the same name (API reference: DeploymentGroupInfo).
 */
const AS_WRITTEN = [
  'alarmConfiguration',
  'autoRollbackConfiguration',
  'blueGreenDeploymentConfiguration',
  'deploymentConfigName',
  'deploymentStyle',
  'ec2TagFilters',
  'ec2TagSet',
  'ecsServices',
  'loadBalancerInfo',
  'onPremisesInstanceTagFilters',
  'onPremisesTagSet',
  'outdatedInstancesStrategy',
  'serviceRoleArn',
  'terminationHookEnabled',
  'triggerConfigurations',
] as const;

/**
 * A disabled setting is returned as disabled; the provider depends on it ("temporarily disabled",
 * flattenAlarmConfiguration).
 */
const OFF: Readonly<Record<string, JsonObject>> = {
  alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] },
  autoRollbackConfiguration: { enabled: false, events: [] },
};

/** Deployment groups (API reference: CreateDeploymentGroup, GetDeploymentGroup, UpdateDeploymentGroup, ...). */
export function groups(store: Store<State>, engine: Engine): Record<string, Operation> {
  return {
    CreateDeploymentGroup: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const application = required(request, 'applicationName');
      const { groups: all, info } = findApplication(state, application);
      const name = required(request, 'deploymentGroupName');
      if (all.has(name)) {
        const message = `Deployment group already exists with name: ${name}`;
        throw new AwsFailure('DeploymentGroupAlreadyExistsException', message);
      }
      required(request, 'serviceRoleArn');
      const group: JsonObject = {
        applicationName: application,
        deploymentGroupId: randomUUID(),
        deploymentGroupName: name,
        deploymentConfigName: 'CodeDeployDefault.OneAtATime',
        deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
        computePlatform: info['computePlatform'],
        outdatedInstancesStrategy: 'UPDATE',
        terminationHookEnabled: false,
        autoScalingGroups: [],
      };
      write(state, group, request);
      all.set(name, group);
      setTags(state, arn(call, `deploymentgroup:${application}/${name}`), request['tags']);
      return jsonReply({ deploymentGroupId: group['deploymentGroupId'] });
    },
    GetDeploymentGroup: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const application = findApplication(state, required(request, 'applicationName'));
      const group = findGroup(application, required(request, 'deploymentGroupName'));
      return jsonReply({ deploymentGroupInfo: shown(state, group) });
    },
    BatchGetDeploymentGroups: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const application = findApplication(state, required(request, 'applicationName'));
      const names = jsonList(request['deploymentGroupNames']).map(jsonText);
      return jsonReply({ deploymentGroupsInfo: names.map((name) => shown(state, findGroup(application, name))) });
    },
    ListDeploymentGroups: (call) => {
      const name = required(jsonParameters(call), 'applicationName');
      const { groups: all } = findApplication(store.of(call), name);
      return jsonReply({ applicationName: name, deploymentGroups: [...all.keys()] });
    },
    UpdateDeploymentGroup: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const application = required(request, 'applicationName');
      const { groups: all } = findApplication(state, application);
      const name = required(request, 'currentDeploymentGroupName');
      const group = findGroup(findApplication(state, application), name);
      write(state, group, request);
      const newName = jsonText(request['newDeploymentGroupName']) || name;
      all.delete(name);
      all.set(newName, group);
      group['deploymentGroupName'] = newName;
      if (newName !== name) {
        const [from, to] = [name, newName].map((one) => arn(call, `deploymentgroup:${application}/${one}`)) as [
          string,
          string,
        ];
        moveTags(state, from, to);
      }
      return jsonReply({ hooksNotCleanedUp: [] });
    },
    DeleteDeploymentGroup: (call) => {
      const request = jsonParameters(call);
      const application = required(request, 'applicationName');
      const name = required(request, 'deploymentGroupName');
      const { groups: all } = findApplication(store.of(call), application);
      const group = all.get(name);
      if (group) engine.forget(call, group);
      all.delete(name);
      store.of(call).tags.delete(arn(call, `deploymentgroup:${application}/${name}`));
      return jsonReply({ hooksNotCleanedUp: [] });
    },
  };
}

/** A group with its deployments (API reference: DeploymentGroupInfo). */
function shown(state: State, group: JsonObject): JsonObject {
  const good = lastGood(state, group);
  const attempt = lastAttempt(state, group);
  const whole = Object.entries(OFF).filter(([field]) => group[field] !== undefined);
  return {
    ...group,
    ...Object.fromEntries(whole.map(([field, off]) => [field, { ...off, ...jsonObject(group[field]) }])),
    ...(good && { targetRevision: shownRevision(good.revision), lastSuccessfulDeployment: lastInfo(good) }),
    ...(attempt && { lastAttemptedDeployment: lastInfo(attempt) }),
  };
}

function lastInfo({ id, status, createTime, completeTime }: Deployment): JsonObject {
  const endTime = completeTime && { endTime: completeTime / 1000 };
  return { deploymentId: id, status, createTime: createTime / 1000, ...endTime };
}

function write(state: State, group: JsonObject, request: JsonObject): void {
  const config = jsonText(request['deploymentConfigName']);
  if (config !== '' && !state.configs.has(config)) {
    const message = `No Deployment Configuration found for name: ${config}`;
    throw new AwsFailure('DeploymentConfigDoesNotExistException', message);
  }
  for (const field of AS_WRITTEN) if (request[field] !== undefined) group[field] = request[field];
  const names: Json | undefined = request['autoScalingGroups'];
  if (names === undefined) return;
  // Written as names, read back with the lifecycle hook CodeDeploy puts on each group (API reference: AutoScalingGroup).
  group['autoScalingGroups'] = jsonList(names).map((name) => {
    return {
      name,
      hook: `CodeDeploy-managed-automatic-launch-deployment-hook-${jsonText(group['deploymentGroupName'])}`,
    };
  });
}
