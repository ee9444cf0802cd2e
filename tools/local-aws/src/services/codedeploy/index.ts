import type { Service } from '../../gateway/call';
import { applications } from './applications';
import { configs } from './configs';
import { deployments } from './deployments';
import { Engine } from './engine/engine';
import type { Surroundings } from './engine/surroundings';
import { groups } from './groups';
import { revisions } from './revisions';
import { codedeployStore } from './store';
import { tags } from './tags';
import { targets } from './targets';

/** Actions that can launch or end instances, by service. */
const CHANGING: Readonly<Record<string, readonly string[]>> = {
  autoscaling: [
    'AttachInstances',
    'AttachLoadBalancerTargetGroups',
    'AttachTrafficSources',
    'CreateAutoScalingGroup',
    'DeleteAutoScalingGroup',
    'DetachInstances',
    'EnterStandby',
    'ExecutePolicy',
    'ExitStandby',
    'SetDesiredCapacity',
    'StartInstanceRefresh',
    'TerminateInstanceInAutoScalingGroup',
    'UpdateAutoScalingGroup',
  ],
  ec2: ['StartInstances', 'StopInstances', 'TerminateInstances'],
  codedeploy: ['UpdateDeploymentGroup'],
};

/** CodeDeploy (JSON 1.1). The gateway implements all of it: the AWS provider cannot read moto's answers. */
export function codedeploy(surroundings: Surroundings): Service {
  const store = codedeployStore();
  const engine = new Engine(store, surroundings);
  return {
    name: 'codedeploy',
    whole: true,
    operations: {
      ...applications(store, engine),
      ...groups(store, engine),
      ...configs(store),
      ...tags(store),
      ...revisions(store),
      ...deployments(store, engine),
      ...targets(store),
    },
    async answered(where, service, action) {
      if (CHANGING[service]?.includes(action)) await engine.instancesMayHaveChanged(await where());
    },
    busyWith: () => engine.busyWith,
    begin: surroundings.clear,
    async end() {
      await engine.end();
      await surroundings.clear();
    },
  };
}
