import { rolesOf } from '@malinshopper/environments';
import { block, blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isBehindBalancer } from './instances';

const types = ['aws_codedeploy_deployment_group'];
const events = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'];

/** The auto scaling groups that a deployment group releases to. */
const targetsOf = ({ config, stack }: Resource, world: World) =>
  world.targets(config['autoscaling_groups'], stack).filter(({ type }) => type === 'aws_autoscaling_group');

const isForWeb = (group: Resource, world: World) =>
  targetsOf(group, world).some((each) => isBehindBalancer(each, world));

/** How releases get to instances. */
export const deploymentRules: readonly Rule[] = [
  {
    id: 'MAL_CD_1',
    covers: ['P1'],
    title: 'An environment has one application, with one deployment group for each role that has instances',
    severity: 'medium',
    why: 'A role without one never gets a release; a second application splits what is released together',
    fix: 'Make a DeploymentGroup (apps/delivery) for each of rolesOf(environment)',
    types: ['aws_codedeploy_app'],
    check: (application, world) => {
      const applications = world.resources('aws_codedeploy_app').length;
      if (applications !== 1) return `is one of ${applications} applications`;
      const groups = world.thatName(application, ...types).length;
      const roles = rolesOf(world.environment).length;
      return groups === roles ? undefined : `has ${groups} deployment groups for ${roles} roles`;
    },
  },
  {
    id: 'MAL_CD_2',
    covers: ['P1'],
    title: 'Every auto scaling group gets its releases from one deployment group',
    severity: 'high',
    why: 'Two put two hooks on it, and new instances get whichever comes last; none leaves them empty',
    fix: 'Name each auto scaling group in autoscalingGroups of one DeploymentGroup',
    types: ['aws_autoscaling_group'],
    check: (group, world) => {
      const releases = world.thatName(group, ...types);
      if (releases.length !== 1) return `has ${releases.length} deployment groups`;
      const shared = targetsOf(releases[0]!, world).length;
      return shared === 1 ? undefined : `shares ${releases[0]!.path} with ${shared - 1} others`;
    },
  },
  {
    id: 'MAL_CD_3',
    covers: ['P1'],
    title: 'Releases are made in place: web servers leave the load balancer while they get one, and nothing is copied',
    severity: 'high',
    why: 'Blue/green makes an auto scaling group unknown to Terraform; in service, visitors meet half a release',
    fix: 'Set IN_PLACE; WITH_TRAFFIC_CONTROL and targetGroupInfo for web servers',
    types,
    check: (group, world) => {
      const { config, stack } = group;
      const { deployment_type: kind, deployment_option: option } = block(config['deployment_style']);
      if (kind !== 'IN_PLACE') return `deployment_type is ${JSON.stringify(kind)}`;
      if (config['blue_green_deployment_config'] !== undefined) return 'has a blue_green_deployment_config';
      const needed = isForWeb(group, world) ? 'WITH_TRAFFIC_CONTROL' : 'WITHOUT_TRAFFIC_CONTROL';
      if (option !== needed) return `deployment_option is ${JSON.stringify(option)}`;
      if (needed === 'WITHOUT_TRAFFIC_CONTROL') return undefined;
      const { target_group_info: info } = block(config['load_balancer_info']);
      const named = blocks(info).flatMap(({ name }) => world.targets(name, stack));
      return named.some(({ type }) => type === 'aws_lb_target_group') ? undefined : 'names no target group of ours';
    },
  },
  {
    id: 'MAL_CD_4',
    covers: ['P2'],
    title: 'A release that fails, or that alarms stop, is taken back',
    severity: 'high',
    why: 'Half of the instances would stay with what does not work',
    fix: `Set autoRollbackConfiguration for ${events.join(' and ')}`,
    types,
    check: ({ config }) => {
      const { enabled, events: told = [] } = block(config['auto_rollback_configuration']);
      if (!isTrue(enabled)) return `auto_rollback_configuration.enabled is ${JSON.stringify(enabled)}`;
      const missing = events.find((event) => !(told as string[]).includes(event));
      return missing && `is not taken back on ${missing}`;
    },
  },
  {
    id: 'MAL_CD_5',
    covers: ['P2'],
    title: 'A release to web servers finds one to ten alarms to bring along',
    severity: 'medium',
    why: 'A release that installs well may break the site: only alarms know it, and CodeDeploy takes ten',
    fix: 'Name alarms of the compute app in alarmConfiguration, which stays off: releases read the list there',
    types,
    about: isForWeb,
    check: ({ config, stack }, world) => {
      const { alarms } = block(config['alarm_configuration']);
      const own = world
        .targets(alarms, stack)
        .filter(({ type }) => /^aws_cloudwatch_(metric|composite)_alarm$/.test(type));
      return own.length >= 1 && own.length <= 10 ? undefined : `names ${own.length} alarms of ours`;
    },
  },
  {
    id: 'MAL_CD_6',
    covers: ['P2'],
    title:
      'An instance that was launched during a release gets it too; a worker that is taken away ends its work first',
    severity: 'medium',
    why: 'It would stay with the old release until the next; a job that is cut off leaves half of its content',
    fix: 'Set outdatedInstancesStrategy to UPDATE, and terminationHookEnabled on workers',
    types,
    check: (group, world) => {
      const { outdated_instances_strategy: strategy, termination_hook_enabled: hook } = group.config;
      // AWS's own default is UPDATE, but nobody would see that it was meant.
      if (strategy !== 'UPDATE') return `outdated_instances_strategy is ${JSON.stringify(strategy)}`;
      return isForWeb(group, world) || isTrue(hook) ? undefined : `termination_hook_enabled is ${JSON.stringify(hook)}`;
    },
  },
  {
    id: 'MAL_CD_7',
    covers: ['P2'],
    title: 'Every release that fails, stops or is taken back is told to somebody, and every instance that fails',
    severity: 'low',
    why: 'Nobody watches what has always worked; a deployment succeeds although an instance has failed',
    fix: 'Set triggerConfiguration to a topic of ours',
    types,
    check: ({ config, stack }, world) => {
      const triggers = blocks(config['trigger_configuration']).filter(({ trigger_target_arn: to }) =>
        world.targets(to, stack).some(({ type }) => type === 'aws_sns_topic'),
      );
      const told = triggers.flatMap(({ trigger_events: each }) => each as string[]);
      const missing = ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback', 'InstanceFailure'].find(
        (event) => !told.includes(event),
      );
      return missing && `tells no topic of ours of ${missing}`;
    },
  },
  {
    id: 'MAL_CD_8',
    covers: ['P2'],
    title:
      'In production some instances of each role stay with the old release; where nobody waits, all change at once',
    severity: 'medium',
    why: 'A broken release would take the whole site along; elsewhere, one by one only takes longer',
    fix: 'Set deploymentConfigName to HalfAtATime or OneAtATime in production, and to AllAtOnce elsewhere',
    types,
    check: ({ config }, { environment: { kind } }) => {
      const { deployment_config_name: name } = config;
      const right =
        kind === 'production' ? /^CodeDeployDefault\.(HalfAtATime|OneAtATime)$/ : /^CodeDeployDefault\.AllAtOnce$/;
      return right.test(String(name)) ? undefined : `deployment_config_name is ${JSON.stringify(name)}`;
    },
  },
  {
    id: 'MAL_CD_9',
    covers: ['P2'],
    title: 'No alarm of a deployment group stops the deployments of new instances',
    severity: 'critical',
    why: 'Auto Scaling terminates each instance whose own deployment an alarm stops, and launches the next, for ever',
    fix: 'Set alarmConfiguration.enabled to false: `npm run release` brings the alarms along with each release',
    types,
    about: ({ config }) => config['autoscaling_groups'] !== undefined,
    check: ({ config }) => {
      const { enabled } = block(config['alarm_configuration']);
      return enabled === undefined || enabled === false
        ? undefined
        : `alarm_configuration.enabled is ${JSON.stringify(enabled)}`;
    },
  },
];
