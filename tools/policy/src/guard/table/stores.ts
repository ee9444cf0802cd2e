import { fixed, frees, on, present, ranked, tuned, up } from '../effects/direction';
import { overlaps } from '../effects/lists';
import type { Rows } from '../row';

const data = 'holds data that is lost with it';
const back = 'days to which data can be restored';
const reached = 'the way of the applications to their data';
const traces = 'what tells later what has happened to the data';

/** Tables, disks, file systems and caches. */
export const stores: Rows = {
  aws_dynamodb_table: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...frees(
        'tags tags_all timeouts billing_mode read_capacity write_capacity on_demand_throughput global_secondary_index',
      ),
      ...frees('stream_arn stream_label stream_view_type table_class'),
      deletion_protection_enabled: on('what stops a deletion by hand or by program'),
      'point_in_time_recovery.enabled': on(back),
      'point_in_time_recovery.recovery_period_in_days': up(back),
      server_side_encryption: fixed('the data that the key reads'),
      stream_enabled: on('what follows the changes of the table'),
      ttl: fixed('items that would expire'),
    },
  },
  aws_ebs_volume: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all timeouts'),
      final_snapshot: on('the last copy, where the volume goes'),
      size: up('the disk that the data is on'),
      ...Object.fromEntries(['iops', 'throughput'].map((name) => [name, up('how fast data is written')])),
      type: ranked(['standard', 'gp2', 'gp3', 'io1', 'io2'], 'how fast data is written'),
    },
  },
  aws_efs_file_system: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all throughput_mode size_in_bytes number_of_mount_targets'),
      provisioned_throughput_in_mibps: tuned('how fast data is written'),
      lifecycle_policy: fixed('the time until files can be read'),
      protection: fixed('that nothing is written over by a replica'),
    },
  },
  aws_elasticache_replication_group: {
    atStake: true,
    does: 'holds the sessions of visitors',
    attributes: {
      ...frees(
        'tags tags_all timeouts apply_immediately auto_minor_version_upgrade maintenance_window snapshot_window node_type',
      ),
      ...frees('description member_clusters engine_version_actual'),
      automatic_failover_enabled: on('the node that takes over'),
      multi_az_enabled: on('the node that takes over'),
      at_rest_encryption_enabled: on('the encryption of sessions'),
      transit_encryption_enabled: on('the encryption of sessions'),
      num_cache_clusters: up('the node that takes over'),
      replicas_per_node_group: up('the node that takes over'),
      snapshot_retention_limit: up(back),
      final_snapshot_identifier: present('the last copy, where the cache goes'),
      security_group_ids: overlaps(reached),
      log_delivery_configuration: fixed(traces),
    },
  },
};
