import { rolesOf } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { custom } from '../ask';
import { rulesOf } from '../table';

const type = 'aws_codedeploy_deployment_group';
const fetcher = { path: 'delivery/fetcher/Resource' };
const groupNames = '${data.terraform_remote_state.compute.outputs.groupNames';

/** The auto scaling groups that a deployment group releases to. */
export const targetsOf = ({ config, stack }: Resource, world: World) =>
  world.targets(config['autoscaling_groups'], stack).filter((target) => target.type === 'aws_autoscaling_group');

const oneGroupForEachRole = custom(
  (application, world) => {
    const applications = world.resources('aws_codedeploy_app').length;
    if (applications !== 1) return `is one of ${applications} applications`;
    const groups = world.thatName(application, type).length;
    const roles = rolesOf(world.environment).length;
    return groups === roles ? undefined : `has ${groups} deployment groups for ${roles} roles`;
  },
  {
    'a worker has no deployment group': { ...fetcher, change: remove },
    'a worker gets releases of another application': { ...fetcher, change: (config) => (config.app_name = 'other') },
  },
);

const oneDeploymentGroup = custom(
  (group, world) => {
    const releases = world.thatName(group, type);
    if (releases.length !== 1) return `has ${releases.length} deployment groups`;
    const shared = targetsOf(releases[0]!, world).length;
    return shared === 1 ? undefined : `shares ${releases[0]!.path} with ${shared - 1} others`;
  },
  {
    'web servers get no release': remove,
    'workers get the releases of web servers too': (config) => (config.autoscaling_groups = [`${groupNames}}`]),
    'two deployment groups are for web servers': {
      ...fetcher,
      change: (config) => (config.autoscaling_groups = [`${groupNames}.web}`]),
    },
  },
);

/** The deployment groups, and the auto scaling groups that they release to. */
export const applications = rulesOf(
  'aws_codedeploy_app',
  {
    MAL_CD_1: {
      title: 'Environments have one CodeDeploy application, with one deployment group for each role with instances',
      severity: 'medium',
      covers: 'P1',
      why: 'A role without a deployment group never gets a release. A second application would split one release into two',
      fix: 'Create a DeploymentGroup (apps/delivery) for each role of rolesOf(environment)',
      ask: oneGroupForEachRole,
    },
    MAL_CD_2: {
      title: 'Auto scaling groups get their releases from one deployment group',
      severity: 'high',
      covers: 'P1',
      types: ['aws_autoscaling_group'],
      why: 'If two deployment groups have a hook, new instances get the later of two releases. Without a hook, they get no release',
      fix: 'Name each auto scaling group in autoscalingGroups of one DeploymentGroup',
      ask: oneDeploymentGroup,
    },
  },
  { type, path: 'delivery/web/Resource' },
);
