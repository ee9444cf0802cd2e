import { fixed, frees, on, present, ranked, tuned, up } from '../effects/direction';
import { overlaps } from '../effects/lists';
import type { Rows } from '../row';

const data = 'holds data that is lost with it';
const back = 'days to which data can be restored';
const reached = 'the access of the applications to their data';
const traces = 'the record of changes of the data';

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
      deletion_protection_enabled: on('the protection from deletion by hand or by a program'),
      'point_in_time_recovery.enabled': on(back),
      'point_in_time_recovery.recovery_period_in_days': up(back),
      server_side_encryption: fixed('the data that only the key can decrypt'),
      stream_enabled: on("the consumers of the table's changes"),
      ttl: fixed('items that would expire'),
    },
  },
  aws_ebs_volume: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all timeouts'),
      final_snapshot: on('the last copy, if the volume is deleted'),
      size: up('the disk with the data'),
      ...Object.fromEntries(['iops', 'throughput'].map((name) => [name, up('the write performance')])),
      type: ranked(['standard', 'gp2', 'gp3', 'io1', 'io2'], 'the write performance'),
    },
  },
  aws_efs_file_system: {
    does: data,
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all throughput_mode size_in_bytes number_of_mount_targets'),
      provisioned_throughput_in_mibps: tuned('the write performance'),
      lifecycle_policy: fixed('the time until files can be read'),
      protection: fixed('the protection from a replica that overwrites the data'),
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
      automatic_failover_enabled: on('the standby node'),
      multi_az_enabled: on('the standby node'),
      at_rest_encryption_enabled: on('the encryption of sessions'),
      transit_encryption_enabled: on('the encryption of sessions'),
      num_cache_clusters: up('the standby node'),
      replicas_per_node_group: up('the standby node'),
      snapshot_retention_limit: up(back),
      final_snapshot_identifier: present('the last copy, if the cache is deleted'),
      security_group_ids: overlaps(reached),
      log_delivery_configuration: fixed(traces),
    },
  },
};
