import { allFixed, fixed, frees, off, on, present, ranked, up, within, type Direction } from '../effects/direction';
import { grows, growsToAll, members, overlaps } from '../effects/lists';
import type { Rows } from '../row';

const data = 'holds data that is lost with it';
const back = 'days to which data can be restored';
const reached = 'the way of the applications to their data';
const traces = 'what tells later what has happened to the data';

/** Parameters of MySQL that hold nothing: sizes and limits. The others change what is kept, written down or let in. */
const sizes =
  /^(innodb_(buffer_pool|log_buffer|io_capacity|read_io|write_io|thread)\w*|max_(connections|heap_table_size|allowed_packet)|tmp_table_size|table_(open|definition)_cache|thread_cache_size|(sort|join|read)_\w*buffer_size|wait_timeout|interactive_timeout|long_query_time)$/;

const parameters: Direction = members(
  'name',
  'may change in sizes and limits alone',
  'how data is stored, written down and reached',
  ({ name }) => sizes.test(String(name)) || `${String(name)} would change`,
  ({ name }) => sizes.test(String(name)) || `${String(name)} would be set`,
);

/** A version within its major one: what has been upgraded does not go back. */
const version: Direction = {
  may: 'may only go up within its major version',
  loses: 'the way back: data of a newer version cannot be read by an older one',
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
  deletion_protection: on('what stops a deletion by hand or by program'),
  skip_final_snapshot: off('the last copy, where the server goes'),
  final_snapshot_identifier: present('the last copy, where the server goes'),
  delete_automated_backups: off('the automated backups, where the server goes'),
  copy_tags_to_snapshot: on('how snapshots are found, and their owner'),
  engine_version: version,
  allow_major_version_upgrade: off('the way back: data of a newer version cannot be read by an older one'),
  storage_encrypted: on('the encryption of data and copies'),
  enabled_cloudwatch_logs_exports: grows(traces),
  iam_database_authentication_enabled: on(reached),
  manage_master_user_password: on('the password, which Secrets Manager keeps and nothing else knows'),
  performance_insights_enabled: on(traces),
  performance_insights_retention_period: up(traces),
  monitoring_interval: within(1, 60, traces),
  monitoring_role_arn: fixed(traces),
  publicly_accessible: off('that nothing of the internet reaches the data'),
  vpc_security_group_ids: overlaps(reached),
  ...allFixed(
    'kms_key_id master_user_secret_kms_key_id performance_insights_kms_key_id',
    'the data that the key reads',
  ),
  ...allFixed('port identifier cluster_identifier db_subnet_group_name option_group_name', reached),
  ...allFixed('parameter_group_name db_cluster_parameter_group_name', 'how data is stored, written down and reached'),
};

/** Database servers, and what belongs to them. */
export const databases: Rows = {
  aws_db_instance: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...server,
      multi_az: on('the second server, which takes over within minutes'),
      allocated_storage: up('the disk that the data is on'),
      max_allocated_storage: up('the room to which the disk grows by itself: a full server takes nothing more'),
      iops: up('how fast data is written'),
      storage_throughput: up('how fast data is written'),
      storage_type: ranked(['standard', 'gp2', 'gp3', 'io1', 'io2'], 'how fast data is written'),
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
    does: 'answers for data: the applications reach it no more',
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
    does: 'says where the database server stands',
    attributes: { ...frees('tags tags_all description supported_network_types vpc_id'), subnet_ids: grows(reached) },
  },
  aws_db_parameter_group: {
    does: 'has the settings of the database server',
    attributes: { ...frees('tags tags_all'), parameter: parameters },
  },
  aws_db_option_group: {
    does: 'has the options of the database server',
    attributes: { ...frees('tags tags_all timeouts'), option: fixed('what the server writes down and encrypts') },
  },
  aws_db_event_subscription: {
    does: 'tells of failures, failovers and missing backups of the database',
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
