import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonParameters, jsonReply, jsonText } from '../../protocols/json';
import { now, required, type State } from './state';

/** Deployment configurations: how many hosts must stay healthy (API reference: CreateDeploymentConfig). */
export function configs(store: Store<State>): Record<string, Operation> {
  return {
    CreateDeploymentConfig: (call) => {
      const request = jsonParameters(call);
      const { configs: all } = store.of(call);
      const name = required(request, 'deploymentConfigName');
      if (all.has(name)) {
        const message = `Deployment configuration already exists with name: ${name}`;
        throw new AwsFailure('DeploymentConfigAlreadyExistsException', message);
      }
      const deploymentConfigId = randomUUID();
      const computePlatform = jsonText(request['computePlatform']) || 'Server';
      all.set(name, { ...request, deploymentConfigId, computePlatform, createTime: now() });
      return jsonReply({ deploymentConfigId });
    },
    GetDeploymentConfig: (call) => {
      const name = required(jsonParameters(call), 'deploymentConfigName');
      const found = store.of(call).configs.get(name);
      if (found) return jsonReply({ deploymentConfigInfo: found });
      const message = `No Deployment Configuration found for name: ${name}`;
      throw new AwsFailure('DeploymentConfigDoesNotExistException', message);
    },
    ListDeploymentConfigs: (call) => jsonReply({ deploymentConfigsList: [...store.of(call).configs.keys()] }),
    DeleteDeploymentConfig: (call) => {
      const name = required(jsonParameters(call), 'deploymentConfigName');
      const { applications, configs: all } = store.of(call);
      const groups = [...applications.values()].flatMap((application) => [...application.groups.values()]);
      if (groups.some((group) => group['deploymentConfigName'] === name)) {
        throw new AwsFailure('DeploymentConfigInUseException', `The deployment configuration ${name} is in use.`);
      }
      if (name.startsWith('CodeDeployDefault.')) {
        throw new AwsFailure(
          'InvalidOperationException',
          `${name} is a predefined configuration and cannot be deleted.`,
        );
      }
      all.delete(name);
      return jsonReply();
    },
  };
}
