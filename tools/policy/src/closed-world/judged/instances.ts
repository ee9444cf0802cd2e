import type { Judged } from './judged';

export const instances: Judged = {
  aws_autoscaling_group: {
    MAL_ASG_2: 'health_check_grace_period',
    CKV2_AWS_15: 'health_check_type',
    MAL_ASG_3:
      'instance_refresh.preferences.alarm_specification.alarms$ instance_refresh.preferences.auto_rollback ' +
      'instance_refresh.preferences.min_healthy_percentage instance_refresh.strategy',
    MAL_ASG_4: 'instance_refresh.preferences.max_healthy_percentage',
    MAL_ASG_10: 'max_size',
    MAL_ASG_13: 'mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity',
    MAL_ASG_1: 'launch_template.version$ mixed_instances_policy.launch_template.launch_template_specification.version$',
    'FSBP.AutoScaling.6': 'mixed_instances_policy.launch_template.override.instance_type',
    'MAL_NAME_3 MAL_NAME_1': 'name',
    CKV_AWS_153: 'tag.key tag.propagate_at_launch',
    MAL_TAG_1: 'tag.value',
    'CKV2_AWS_15 MAL_ASG_10': 'target_group_arns$',
    'FSBP.AutoScaling.2': 'vpc_zone_identifier$',
    MAL_ASG_8: 'wait_for_capacity_timeout',
    size: 'capacity_rebalance min_size mixed_instances_policy.instances_distribution.on_demand_base_capacity',
    'AwsSolutions-AS1': 'default_instance_warmup',
    watch: 'enabled_metrics',
    kind: 'mixed_instances_policy.instances_distribution.spot_allocation_strategy',
    link: 'launch_template.id$ mixed_instances_policy.launch_template.launch_template_specification.launch_template_id$',
  },
  aws_autoscaling_notification: {
    'AwsSolutions-AS3 MAL_SNS_7': 'notifications',
    'AwsSolutions-AS3': 'group_names$ topic_arn$',
  },
  aws_autoscaling_policy: {
    MAL_NAME_1: 'name$',
    link: 'autoscaling_group_name$ target_tracking_configuration.predefined_metric_specification.resource_label$',
    kind: 'policy_type target_tracking_configuration.predefined_metric_specification.predefined_metric_type',
    size: 'target_tracking_configuration.target_value',
  },
  aws_autoscaling_schedule: {
    MAL_ASG_12: 'max_size recurrence time_zone',
    MAL_NAME_1: 'scheduled_action_name$',
    link: 'autoscaling_group_name$',
    size: 'desired_capacity min_size',
  },
  aws_codedeploy_app: {
    'MAL_NAME_3 MAL_NAME_1': 'name',
    MAL_TAG_1: 'tags.*',
    kind: 'compute_platform',
  },
  aws_codedeploy_deployment_group: {
    MAL_CD_5: 'alarm_configuration.alarms$',
    MAL_CD_9: 'alarm_configuration.enabled',
    MAL_CD_1: 'app_name$',
    MAL_CD_4: 'auto_rollback_configuration.enabled auto_rollback_configuration.events',
    MAL_CD_2: 'autoscaling_groups$',
    MAL_CD_8: 'deployment_config_name',
    MAL_NAME_1: 'deployment_group_name',
    MAL_CD_3:
      'deployment_style.deployment_option deployment_style.deployment_type load_balancer_info.target_group_info.name$',
    MAL_CD_6: 'outdated_instances_strategy termination_hook_enabled',
    MAL_TAG_1: 'tags.*',
    MAL_CD_7: 'trigger_configuration.trigger_events trigger_configuration.trigger_target_arn$',
    link: 'service_role_arn$',
    text: 'trigger_configuration.trigger_name',
  },
  aws_emr_cluster: {
    'MAL_NET_4 MAL_NET_5':
      'ec2_attributes.emr_managed_master_security_group$ ec2_attributes.emr_managed_slave_security_group$',
    'CKV2_AWS_41 FSBP.SSM.1': 'ec2_attributes.instance_profile$',
    'CKV2_AWS_5 CKV2_AWS_7': 'ec2_attributes.service_access_security_group$',
    CKV2_AWS_7: 'ec2_attributes.subnet_ids$',
    'MAL_NAME_3 MAL_NAME_1': 'name',
    CKV2_AWS_55: 'security_configuration$',
    MAL_TAG_1: 'tags.*',
    MAL_EMR_3: 'termination_protection',
    kind:
      'applications core_instance_fleet.instance_type_configs.ebs_config.type ' +
      'core_instance_fleet.launch_specifications.on_demand_specification.allocation_strategy ' +
      'master_instance_fleet.instance_type_configs.ebs_config.type ' +
      'master_instance_fleet.launch_specifications.on_demand_specification.allocation_strategy release_label ' +
      'scale_down_behavior unhealthy_node_replacement',
    text: 'bootstrap_action.name core_instance_fleet.name master_instance_fleet.name',
    code: 'bootstrap_action.path$ configurations_json',
    size:
      'core_instance_fleet.instance_type_configs.ebs_config.size ' +
      'core_instance_fleet.instance_type_configs.ebs_config.volumes_per_instance ' +
      'core_instance_fleet.instance_type_configs.instance_type core_instance_fleet.instance_type_configs.weighted_capacity ' +
      'core_instance_fleet.target_on_demand_capacity ebs_root_volume_size ' +
      'master_instance_fleet.instance_type_configs.ebs_config.size ' +
      'master_instance_fleet.instance_type_configs.ebs_config.volumes_per_instance ' +
      'master_instance_fleet.instance_type_configs.instance_type ' +
      'master_instance_fleet.instance_type_configs.weighted_capacity master_instance_fleet.target_on_demand_capacity ' +
      'step_concurrency_level',
    'AwsSolutions-EMR2': 'log_encryption_kms_key_id$ log_uri$',
    link: 'service_role$',
  },
  aws_emr_instance_fleet: {
    MAL_NAME_1: 'name',
    link: 'cluster_id$',
    size:
      'instance_type_configs.ebs_config.size instance_type_configs.ebs_config.volumes_per_instance ' +
      'instance_type_configs.instance_type instance_type_configs.weighted_capacity target_spot_capacity',
    kind:
      'instance_type_configs.ebs_config.type launch_specifications.spot_specification.allocation_strategy ' +
      'launch_specifications.spot_specification.timeout_action',
    time: 'launch_specifications.spot_specification.timeout_duration_minutes',
  },
  aws_emr_managed_scaling_policy: {
    MAL_EMR_1: 'cluster_id$',
    size:
      'compute_limits.maximum_capacity_units compute_limits.maximum_core_capacity_units ' +
      'compute_limits.maximum_ondemand_capacity_units compute_limits.minimum_capacity_units',
    kind: 'compute_limits.unit_type',
  },
  aws_emr_security_configuration: {
    'CKV_AWS_171 CKV_AWS_351': 'configuration$',
    'MAL_NAME_3 MAL_NAME_1': 'name',
  },
  aws_launch_template: {
    MAL_EC2_5: 'block_device_mappings.ebs.delete_on_termination block_device_mappings.ebs.volume_type',
    'FSBP.EC2.181': 'block_device_mappings.ebs.encrypted',
    MAL_EC2_4: 'block_device_mappings.ebs.kms_key_id$',
    'CKV2_AWS_41 FSBP.SSM.1': 'iam_instance_profile.arn$',
    MAL_EC2_8: 'image_id',
    CKV_AWS_79: 'metadata_options.http_endpoint metadata_options.http_tokens',
    CKV_AWS_341: 'metadata_options.http_put_response_hop_limit',
    MAL_EC2_3: 'metadata_options.instance_metadata_tags',
    'MAL_NAME_3 MAL_NAME_1': 'name_prefix',
    'CKV_AWS_88 MAL_NET_25': 'network_interfaces.associate_public_ip_address',
    'CKV2_AWS_5 MAL_ISO_2': 'network_interfaces.security_groups$',
    MAL_EC2_7: 'tag_specifications.resource_type',
    MAL_TAG_1: 'tag_specifications.tags.* tags.*',
    'MAL_S3FS_1 MAL_S3FS_2': 'user_data$',
    kind: 'block_device_mappings.device_name update_default_version',
    size: 'block_device_mappings.ebs.volume_size instance_type',
    text: 'description',
    'AwsSolutions-EC28': 'monitoring.enabled',
    link: 'network_interfaces.delete_on_termination',
  },
  terraform_data: {
    link: 'input.at$ input.id$ triggers_replace.setup$ triggers_replace.types',
  },
};
