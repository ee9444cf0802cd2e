import { Store } from '../../gateway/store';
import type { JsonObject } from '../../protocols/json';
import { packing } from './packing';
import type { State } from './state';

/** The configurations that every account has (CodeDeploy user guide: "Working with deployment configurations"). */
const BUILT_IN: Readonly<Record<string, JsonObject>> = {
  'CodeDeployDefault.OneAtATime': { type: 'MOST_CONCURRENCY', value: 1 },
  'CodeDeployDefault.HalfAtATime': { type: 'FLEET_PERCENT', value: 50 },
  'CodeDeployDefault.AllAtOnce': { type: 'HOST_COUNT', value: 0 },
};

export function codedeployStore(): Store<State> {
  return new Store('codedeploy', newState, 'regional', packing);
}

function newState(): State {
  return {
    applications: new Map(),
    deployments: new Map(),
    configs: new Map(Object.entries(BUILT_IN).map(([name, hosts]) => [name, builtIn(name, hosts)])),
    tags: new Map(),
  };
}

function builtIn(name: string, minimumHealthyHosts: JsonObject): JsonObject {
  return {
    deploymentConfigId: name,
    deploymentConfigName: name,
    minimumHealthyHosts,
    computePlatform: 'Server',
    createTime: 0,
  };
}
