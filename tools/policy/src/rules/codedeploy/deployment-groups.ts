import { blocks, type Resource, type World } from '@malinshopper/synthesized';
import { all, alsoBroken, at, custom, is, like, never, offOrUnset, on, ours, tried, when } from '../ask';
import { isBehindBalancer } from '../ec2/instances';
import { rulesOf } from '../table';
import { targetsOf } from './applications';

const type = 'aws_codedeploy_deployment_group';
const web = { path: 'delivery/web/Resource' };
const fetcher = { path: 'delivery/fetcher/Resource' };
const rolledBackOn = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'];
const reported = ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback', 'InstanceFailure'];

const isForWeb = (group: Resource, world: World) =>
  targetsOf(group, world).some((each) => isBehindBalancer(each, world));

const isForWorker = (group: Resource, world: World) => !isForWeb(group, world);
const isProduction = (_group: Resource, { environment }: World) => environment.kind === 'production';
const isElsewhere = (_group: Resource, { environment }: World) => environment.kind !== 'production';
const inParts = /^CodeDeployDefault\.(HalfAtATime|OneAtATime)$/;

const numberOfOurAlarms = (alarms: unknown, { stack }: Resource, world: World) =>
  world.targets(alarms, stack).filter((target) => /^aws_cloudwatch_(metric|composite)_alarm$/.test(target.type)).length;

const reportsFailures = custom(
  ({ config, stack }, world) => {
    const sent = blocks(config['trigger_configuration'])
      .filter(({ trigger_target_arn: to }) => world.targets(to, stack).some((each) => each.type === 'aws_sns_topic'))
      .flatMap(({ trigger_events: events }) => events as string[]);
    const missing = reported.find((event) => !sent.includes(event));
    return missing && `sends no ${missing} to a topic of this repository`;
  },
  {
    'a failed release is not reported': (config) => delete config.trigger_configuration,
    'a rolled back release is not reported': (config) =>
      (config.trigger_configuration[0].trigger_events = ['DeploymentFailure', 'DeploymentStop']),
    'a failed instance is not reported': (config) =>
      (config.trigger_configuration[0].trigger_events = reported.slice(0, -1)),
  },
);

export const deploymentGroups = rulesOf(
  type,
  {
    MAL_CD_3: {
      title: 'Releases are made in place, and web servers leave the load balancer during their release',
      severity: 'high',
      covers: 'P1',
      why: 'Blue/green creates auto scaling groups outside of Terraform; without the load balancer, visitors get half a release',
      fix: 'Set IN_PLACE; WITH_TRAFFIC_CONTROL and targetGroupInfo for web servers',
      ask: all(
        is('deployment_style.deployment_type', 'IN_PLACE', undefined, 'BLUE_GREEN'),
        never('blue_green_deployment_config', {
          green_fleet_provisioning_option: { action: 'COPY_AUTO_SCALING_GROUP' },
        }),
        when(
          isForWeb,
          all(
            is('deployment_style.deployment_option', 'WITH_TRAFFIC_CONTROL', 'WITHOUT_TRAFFIC_CONTROL'),
            ours('load_balancer_info.target_group_info.name', 'aws_lb_target_group'),
          ),
        ),
        when(isForWorker, is('deployment_style.deployment_option', 'WITHOUT_TRAFFIC_CONTROL')),
      ),
    },
    MAL_CD_4: {
      title: 'Releases that fail, or that alarms stop, are rolled back',
      severity: 'high',
      covers: 'P2',
      why: 'Half of the instances would keep a release that does not work',
      fix: `Set autoRollbackConfiguration for ${rolledBackOn.join(' and ')}`,
      ask: all(
        on('auto_rollback_configuration.enabled'),
        at(
          'auto_rollback_configuration.events',
          (value) => rolledBackOn.every((event) => ((value ?? []) as string[]).includes(event)),
          ['DEPLOYMENT_FAILURE'],
        ),
      ),
    },
    MAL_CD_5: {
      title: 'Deployment groups of web servers name one to ten alarms for releases',
      severity: 'medium',
      covers: 'P2',
      about: isForWeb,
      why: 'A release that installs without errors can still break the site, and only alarms show this. CodeDeploy accepts at most ten alarms',
      fix: 'List alarms of the app compute in alarmConfiguration, and leave it disabled: a release reads the list',
      ask: all(
        at(
          'alarm_configuration.alarms',
          (value, group, world) => {
            const count = numberOfOurAlarms(value, group, world);
            return count >= 1 && count <= 10;
          },
          undefined,
          ['cpu'],
        ),
        // Otherwise a release would continue while CloudWatch does not answer.
        offOrUnset('alarm_configuration.ignore_poll_alarm_failure'),
      ),
    },
    MAL_CD_6: {
      title: 'Instances launched during a release get it too, and workers finish their job before they terminate',
      severity: 'medium',
      covers: 'P2',
      why: 'Otherwise instances that are launched during a release keep the old release. An interrupted job leaves half of its content',
      fix: 'Set outdatedInstancesStrategy to UPDATE, and terminationHookEnabled on workers',
      ask: all(
        // AWS's own default is UPDATE, but the value is set explicitly to show the intent.
        is('outdated_instances_strategy', 'UPDATE', undefined, 'IGNORE'),
        when(isForWorker, tried(fetcher, on('termination_hook_enabled'))),
      ),
    },
    MAL_CD_7: {
      title: 'Releases that fail, stop or are rolled back are reported, and so is every instance that fails',
      severity: 'low',
      covers: 'P2',
      why: 'Otherwise a failure goes unnoticed, because a deployment can succeed although an instance has failed',
      fix: 'Set triggerConfiguration to a topic of this repository',
      ask: reportsFailures,
    },
    MAL_CD_8: {
      title:
        'In production a deployment updates a part of the instances at a time, so that some keep the old release. In other environments it updates all instances at once',
      severity: 'medium',
      covers: 'P2',
      why: 'In production a broken release would make the whole site unavailable. In other environments, an update in parts only takes longer',
      fix: 'Set deploymentConfigName to HalfAtATime or OneAtATime in production, and to AllAtOnce elsewhere',
      ask: all(
        when(isProduction, like('deployment_config_name', inParts, 'CodeDeployDefault.AllAtOnce')),
        when(
          isElsewhere,
          tried(
            { scenario: 'branch' },
            is('deployment_config_name', 'CodeDeployDefault.AllAtOnce', 'CodeDeployDefault.OneAtATime'),
          ),
        ),
      ),
    },
    MAL_CD_9: {
      title: 'Alarms of a deployment group do not stop the deployments of new instances',
      severity: 'critical',
      covers: 'P2',
      about: ({ config }) => config['autoscaling_groups'] !== undefined,
      why: 'Auto Scaling terminates each instance with a deployment that an alarm stopped, and launches the next, for ever',
      fix: 'Set alarmConfiguration.enabled to false: `npm run release` adds the alarms to each release',
      ask: alsoBroken(
        at('alarm_configuration.enabled', (value) => value === undefined || value === false, true),
        {
          'the alarm on a missing worker stops its replacement': {
            ...fetcher,
            change: (config) =>
              (config.alarm_configuration = { enabled: true, alarms: ['production-fetcher-capacity'] }),
          },
        },
      ),
    },
  },
  web,
);
