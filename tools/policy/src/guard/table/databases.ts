import { allFixed, fixed, frees, off, on, present, ranked, up, within, type Direction } from '../effects/direction';
import { grows, growsToAll, members, overlaps } from '../effects/lists';
import type { Rows } from '../row';

const data = 'holds data that is lost with it';
const back = 'days to which data can be restored';
const reached = 'the access of the applications to their data';
const traces = 'the record of changes of the data';

/**
 * Parameters of MySQL that do not affect data: sizes and limits. The others change the storage, the logs or the access.
 */
const sizes =
  /^(innodb_(buffer_pool|log_buffer|io_capacity|read_io|write_io|thread)\w*|max_(connections|heap_table_size|allowed_packet)|tmp_table_size|table_(open|definition)_cache|thread_cache_size|(sort|join|read)_\w*buffer_size|wait_timeout|interactive_timeout|long_query_time)$/;

const parameters: Direction = members(
  'name',
  'may only change in sizes and limits',
  'the storage, the logs and the access of data',
  ({ name }) => sizes.test(String(name)) || `${String(name)} would change`,
  ({ name }) => sizes.test(String(name)) || `${String(name)} would be set`,
);

/** A version within its major version: an upgrade cannot be reverted. */
const version: Direction = {
  may: 'may only go up within its major version',
  loses: 'the rollback: an older version cannot read the data of a newer one',
  instead: () => 'Restore a copy and upgrade that first',
  allows: (before, after) => {
    const [was, is] = [String(before).split('.'), String(after ?? '').split('.')];
    const same = was.slice(0, 2).every((part, index) => part === is[index]);
    const [one, other] = [Number(was[2]), Number(is[2])];
    return same && (was[2] === undefined || is[2] === undefined || other >= one);
  },
};

const server = {
  ...frees(
    'tags tags_all apply_immediately auto_minor_version_upgrade backup_window maintenance_window instance_class',
  ),
  ...frees(
    'preferred_backup_window preferred_maintenance_window timeouts engine_version_actual latest_restorable_time',
  ),
  ...frees('address arn endpoint hosted_zone_id id listener_endpoint master_user_secret replicas resource_id status'),
  ...frees('engine_lifecycle_support upgrade_storage_config dedicated_log_volume blue_green_update ca_cert_identifier'),
  ...frees('reader_endpoint cluster_resource_id cluster_members'),
  backup_retention_period: up(back),
  deletion_protection: on('the protection from deletion by hand or by a program'),
  skip_final_snapshot: off('the last copy, if the server is deleted'),
  final_snapshot_identifier: present('the last copy, if the server is deleted'),
  delete_automated_backups: off('the automated backups, if the server is deleted'),
  copy_tags_to_snapshot: on('the tags that identify snapshots, and their owner'),
  engine_version: version,
  allow_major_version_upgrade: off('the rollback: an older version cannot read the data of a newer one'),
  storage_encrypted: on('the encryption of data and copies'),
  enabled_cloudwatch_logs_exports: grows(traces),
  iam_database_authentication_enabled: on(reached),
  manage_master_user_password: on('the password, which only Secrets Manager stores'),
  performance_insights_enabled: on(traces),
  performance_insights_retention_period: up(traces),
  monitoring_interval: within(1, 60, traces),
  monitoring_role_arn: fixed(traces),
  publicly_accessible: off('the isolation of the data from the internet'),
  vpc_security_group_ids: overlaps(reached),
  ...allFixed(
    'kms_key_id master_user_secret_kms_key_id performance_insights_kms_key_id',
    'the data that only the key can decrypt',
  ),
  ...allFixed('port identifier cluster_identifier db_subnet_group_name option_group_name', reached),
  ...allFixed('parameter_group_name db_cluster_parameter_group_name', 'the storage, the logs and the access of data'),
};

/** Database servers, and the resources that belong to them. */
export const databases: Rows = {
  aws_db_instance: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...server,
      multi_az: on('the second server, which takes over within minutes'),
      allocated_storage: up('the disk with the data'),
      max_allocated_storage: up('the limit of the automatic disk growth: a full server accepts no more data'),
      iops: up('the write performance'),
      storage_throughput: up('the write performance'),
      storage_type: ranked(['standard', 'gp2', 'gp3', 'io1', 'io2'], 'the write performance'),
      database_insights_mode: ranked(['standard', 'advanced'], traces),
    },
  },
  aws_rds_cluster: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...server,
      ...frees('serverlessv2_scaling_configuration scaling_configuration'),
      backtrack_window: up(back),
    },
  },
  aws_rds_cluster_instance: {
    does: 'is the address of the data: the applications cannot reach it any more',
    attributes: {
      ...frees(
        'tags tags_all apply_immediately auto_minor_version_upgrade instance_class promotion_tier ca_cert_identifier',
      ),
    },
  },
  aws_db_snapshot: { does: data, keptByTerraform: true, attributes: frees('tags tags_all timeouts') },
  aws_db_instance_automated_backups_replication: {
    does: 'copies the backups of the database to another region',
    attributes: { ...frees('timeouts pre_signed_url'), retention_period: up(back) },
  },
  aws_db_subnet_group: {
    does: 'sets the network of the database server',
    attributes: { ...frees('tags tags_all description supported_network_types vpc_id'), subnet_ids: grows(reached) },
  },
  aws_db_parameter_group: {
    does: 'has the settings of the database server',
    attributes: { ...frees('tags tags_all'), parameter: parameters },
  },
  aws_db_option_group: {
    does: 'has the options of the database server',
    attributes: { ...frees('tags tags_all timeouts'), option: fixed("the server's logs and encryption") },
  },
  aws_db_event_subscription: {
    does: 'reports failures, failovers and missing backups of the database',
    attributes: {
      ...frees('tags tags_all timeouts customer_aws_id'),
      enabled: on(traces),
      event_categories: growsToAll(traces),
      source_ids: growsToAll(traces),
      source_type: fixed(traces),
      sns_topic: fixed(traces),
    },
  },
};
