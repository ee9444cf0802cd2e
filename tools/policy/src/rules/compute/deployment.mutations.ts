import { remove, type Mutation } from '../../testing/mutation';

const type = 'aws_codedeploy_deployment_group';
const web = 'delivery/web/Resource';
const fetcher = 'delivery/fetcher/Resource';

const group = (rule: string, what: string, change: Mutation['change'], path = web): Mutation => ({
  rule,
  what,
  type,
  path,
  change,
});

export const deploymentMutations: readonly Mutation[] = [
  group('MAL_CD_1', 'a worker has no deployment group', remove, fetcher),
  group('MAL_CD_1', 'a worker gets releases of another application', (config) => (config.app_name = 'other'), fetcher),
  group('MAL_CD_2', 'web servers get no release', remove),
  group(
    'MAL_CD_2',
    'workers get the releases of web servers too',
    (config) => (config.autoscaling_groups = ['${data.terraform_remote_state.compute.outputs.groupNames}']),
  ),
  group(
    'MAL_CD_2',
    'two deployment groups are for web servers',
    (config) => (config.autoscaling_groups = ['${data.terraform_remote_state.compute.outputs.groupNames.web}']),
    fetcher,
  ),
  group('MAL_CD_3', 'the group of web servers is copied', (config) => {
    config.deployment_style.deployment_type = 'BLUE_GREEN';
    config.blue_green_deployment_config = { green_fleet_provisioning_option: { action: 'COPY_AUTO_SCALING_GROUP' } };
  }),
  group('MAL_CD_3', 'nothing says how releases are made', (config) => delete config.deployment_style),
  group('MAL_CD_3', 'visitors meet half a release', (config) => {
    config.deployment_style.deployment_option = 'WITHOUT_TRAFFIC_CONTROL';
  }),
  group('MAL_CD_3', 'web servers leave no load balancer', (config) => delete config.load_balancer_info),
  group('MAL_CD_4', 'a release is never taken back', (config) => delete config.auto_rollback_configuration),
  group('MAL_CD_4', 'a release that alarms stop stays', (config) => {
    config.auto_rollback_configuration.events = ['DEPLOYMENT_FAILURE'];
  }),
  group('MAL_CD_5', 'a release finds no alarm to bring along', (config) => delete config.alarm_configuration),
  group(
    'MAL_CD_5',
    'alarms of somebody else watch a release',
    (config) => (config.alarm_configuration.alarms = ['cpu']),
  ),
  group('MAL_CD_6', 'an instance that comes during a release stays with the old', (config) => {
    config.outdated_instances_strategy = 'IGNORE';
  }),
  group('MAL_CD_6', 'a worker is cut off', (config) => delete config.termination_hook_enabled, fetcher),
  group('MAL_CD_7', 'a release fails in silence', (config) => delete config.trigger_configuration),
  group('MAL_CD_7', 'a release is taken back in silence', (config) => {
    config.trigger_configuration[0].trigger_events = ['DeploymentFailure', 'DeploymentStop'];
  }),
  group('MAL_CD_7', 'an instance stays with half a release in silence', (config) => {
    config.trigger_configuration[0].trigger_events = ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback'];
  }),
  group('MAL_CD_8', 'production changes all at once', (config) => {
    config.deployment_config_name = 'CodeDeployDefault.AllAtOnce';
  }),
  group('MAL_CD_9', 'an alarm keeps web servers from coming', (config) => (config.alarm_configuration.enabled = true)),
  group(
    'MAL_CD_9',
    'the alarm that says that a worker is missing keeps it from coming',
    (config) => (config.alarm_configuration = { enabled: true, alarms: ['production-fetcher-capacity'] }),
    fetcher,
  ),
  {
    rule: 'MAL_CD_8',
    what: 'a branch changes one by one, as CodeDeploy has it by default',
    kind: 'branch',
    type,
    path: web,
    change: (config) => delete config.deployment_config_name,
  },
];
