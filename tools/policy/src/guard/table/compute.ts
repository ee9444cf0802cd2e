import { allFixed, fixed, frees, off, on, ranked, within, type Direction } from '../effects/direction';
import { grows, members, overlaps, shrinks } from '../effects/lists';
import { isObject, listOf } from '../effects/value';
import type { Judge, Rows } from '../row';

const served = 'the servers that visitors and jobs need';
const traces = 'the metrics of the servers';
const back = 'the automatic rollback of a bad release';

type Raw = Readonly<Record<string, unknown>>;
const disk = (mapping: Raw) => listOf(mapping['ebs']).find(isObject) ?? {};

/** The permitted changes of a disk of new instances. */
function staysDisk(before: Raw, after: Raw): true | string {
  const name = String(before['device_name']);
  if (Number(disk(after)['volume_size']) < Number(disk(before)['volume_size'])) return `${name} would be smaller`;
  return (
    String(disk(before)['encrypted']) !== 'true' ||
    String(disk(after)['encrypted']) === 'true' ||
    `${name} would not be encrypted`
  );
}

/** The notifications of releases, whatever their names. */
const notifiedBy = (value: unknown) =>
  listOf(value)
    .filter(isObject)
    .flatMap((one) => listOf(one['trigger_events']).map((event) => [event, one['trigger_target_arn']]));
const notified = grows('the notifications of releases');
const notifiesAsMuch: Direction = {
  ...notified,
  allows: (before, after) => notified.allows(notifiedBy(before), notifiedBy(after)),
};

/** A schedule that leaves at least one server. */
const leavesServers: Judge = ({ change: { after } }) =>
  ['min_size', 'max_size', 'desired_capacity'].every((name) => after?.[name] !== 0) ||
  'it would remove the last server';

/** Groups of servers, their templates, and the deployment of releases. */
export const compute: Rows = {
  aws_autoscaling_group: {
    does: 'has the servers, which are deleted with it',
    attributes: {
      ...frees(
        'tags tags_all tag default_cooldown default_instance_warmup health_check_grace_period instance_refresh timeouts',
      ),
      ...frees('capacity_rebalance mixed_instances_policy launch_template termination_policies max_instance_lifetime'),
      ...frees('wait_for_capacity_timeout wait_for_elb_capacity min_elb_capacity ignore_failed_scaling_activities'),
      ...frees('instance_maintenance_policy protect_from_scale_in availability_zone_distribution availability_zones'),
      ...frees('predicted_capacity warm_pool_size desired_capacity_type placement_group context'),
      ...Object.fromEntries(
        ['min_size', 'max_size', 'desired_capacity'].map((name) => [name, within(1, Infinity, served)]),
      ),
      health_check_type: ranked(['EC2', 'ELB'], served),
      suspended_processes: shrinks(`${served}, and the replacement of broken ones`),
      force_delete: off(served),
      force_delete_warm_pool: off(served),
      vpc_zone_identifier: grows(served),
      target_group_arns: grows('the servers that receive visitors'),
      load_balancers: grows('the servers that receive visitors'),
      traffic_source: grows('the servers that receive visitors'),
      enabled_metrics: grows(traces),
      metrics_granularity: fixed(traces),
    },
  },
  aws_autoscaling_schedule: {
    does: 'changes the number of servers by schedule',
    mayGo: true,
    new: leavesServers,
    attributes: {
      ...frees('recurrence start_time end_time time_zone'),
      ...Object.fromEntries(
        ['min_size', 'max_size', 'desired_capacity'].map((name) => [name, within(1, Infinity, served)]),
      ),
    },
  },
  aws_autoscaling_policy: {
    does: 'adds servers when they are needed',
    attributes: {
      ...frees('estimated_instance_warmup cooldown'),
      enabled: on(served),
      'target_tracking_configuration.target_value': within(10, 90, served),
      'target_tracking_configuration.disable_scale_in': fixed(served),
      'target_tracking_configuration.predefined_metric_specification': fixed(served),
      'target_tracking_configuration.customized_metric_specification': fixed(served),
      ...allFixed(
        'policy_type adjustment_type scaling_adjustment step_adjustment predictive_scaling_configuration',
        served,
      ),
    },
  },
  aws_autoscaling_notification: {
    does: 'reports servers that start, stop or fail',
    attributes: { notifications: grows(traces), group_names: grows(traces), topic_arn: fixed(traces) },
  },
  aws_launch_template: {
    does: 'is the template of servers',
    attributes: {
      ...frees('tags tags_all description image_id instance_type user_data update_default_version default_version'),
      ...frees('latest_version tag_specifications ebs_optimized credit_specification cpu_options placement'),
      ...frees('instance_requirements capacity_reservation_specification maintenance_options'),
      block_device_mappings: members(
        'device_name',
        'must stay as large and encrypted',
        'the disk that jobs need',
        staysDisk,
      ),
      'metadata_options.http_tokens': ranked(
        ['optional', 'required'],
        "the protection of a server's credentials from forged requests",
      ),
      ...frees('metadata_options.http_put_response_hop_limit metadata_options.instance_metadata_tags'),
      ...allFixed('metadata_options.http_endpoint metadata_options.http_protocol_ipv6', served),
      'monitoring.enabled': on(traces),
      'iam_instance_profile.arn': fixed('the permissions of servers'),
      'iam_instance_profile.name': fixed('the permissions of servers'),
      // A guarded rule refuses public addresses; security groups change (docs/adr/0029).
      ...frees('network_interfaces'),
      vpc_security_group_ids: overlaps(served),
      ...Object.fromEntries(['disable_api_stop', 'disable_api_termination'].map((name) => [name, on(served)])),
      key_name: fixed('the restriction of shell access to Session Manager'),
    },
  },
  aws_codedeploy_app: {
    does: 'has the releases and their history',
    attributes: frees('tags tags_all application_id github_account_name linked_to_github'),
  },
  aws_codedeploy_deployment_group: {
    does: 'is the target of releases',
    attributes: {
      ...frees('tags tags_all termination_hook_enabled deployment_config_name'),
      'auto_rollback_configuration.enabled': on(back),
      'auto_rollback_configuration.events': grows(back),
      'alarm_configuration.enabled': on(back),
      'alarm_configuration.alarms': grows(back),
      'alarm_configuration.ignore_poll_alarm_failure': off(back),
      autoscaling_groups: grows('servers that get releases'),
      trigger_configuration: notifiesAsMuch,
      outdated_instances_strategy: ranked(['IGNORE', 'UPDATE'], 'servers that get releases'),
      ...allFixed(
        'deployment_style load_balancer_info service_role_arn ec2_tag_filter ec2_tag_set',
        'servers that get releases',
      ),
      ...allFixed(
        'blue_green_deployment_config ecs_service app_name deployment_group_name',
        'servers that get releases',
      ),
    },
  },
  // It creates the users of the database, and can be created again from the program; the invocation owns the users.
  aws_lambda_function: {
    does: '',
    mayGo: true,
    mayBeReplaced: true,
    attributes: {
      ...frees(
        'tags tags_all architectures code_sha256 description environment ephemeral_storage filename handler layers',
      ),
      ...frees(
        'invoke_arn last_modified memory_size publish qualified_arn qualified_invoke_arn role runtime s3_bucket s3_key',
      ),
      ...frees(
        's3_object_version source_code_hash source_code_size timeout version vpc_config logging_config signing_job_arn',
      ),
      ...frees(
        'signing_profile_version_arn reserved_concurrent_executions replace_security_groups_on_destroy timeouts',
      ),
      ...frees('replacement_security_group_ids tracing_config package_type skip_destroy snap_start'),
    },
  },
  aws_lambda_invocation: {
    does: 'has the users of the database, which the job drops with it',
    attributes: {
      ...frees('result terraform_key'),
      ...allFixed('input function_name lifecycle_scope qualifier triggers', 'the database users of the applications'),
    },
  },
  // Values of Terraform itself: no resource in AWS.
  terraform_data: { does: '', mayGo: true, mayBeReplaced: true, attributes: frees('input output triggers_replace') },
};
