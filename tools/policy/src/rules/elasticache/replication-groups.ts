import { all, at, on, onOrUnset, ours } from '../ask';
import { rulesOf } from '../table';

/** The cache of visitors' sessions. MAL_NET_6 judges its firewall, and FSBP.RDS.18 its subnets. */
export const replicationGroups = rulesOf(
  'aws_elasticache_replication_group',
  {
    CKV_AWS_29: {
      title: 'Caches encrypt data at rest',
      severity: 'medium',
      covers: 'FSBP.ElastiCache.4 AwsSolutions-AEC3 tfsec.elasticache.enable-at-rest-encryption',
      why: 'A snapshot contains the sessions of all signed-in visitors',
      fix: "Set atRestEncryptionEnabled to 'true'",
      ask: on('at_rest_encryption_enabled'),
    },
    CKV_AWS_191: {
      title: 'Caches are encrypted with a customer managed key',
      severity: 'medium',
      why: 'Access to the default key of ElastiCache can be neither limited nor revoked',
      fix: 'Set kmsKeyId to the key of an EncryptionKey (libs/constructs)',
      ask: ours('kms_key_id', 'aws_kms_key'),
    },
    CKV_AWS_30: {
      title: 'Caches accept TLS connections only',
      severity: 'high',
      covers: 'FSBP.ElastiCache.5 tfsec.elasticache.enable-in-transit-encryption',
      why: 'A session id that is intercepted in transit signs its reader in as the visitor',
      fix: "Set transitEncryptionEnabled to true and transitEncryptionMode to 'required'",
      // `preferred` is for a migration to TLS: it also accepts connections without TLS.
      ask: all(
        on('transit_encryption_enabled'),
        at('transit_encryption_mode', (mode) => mode !== 'preferred', 'preferred'),
      ),
    },
    CKV2_AWS_50: {
      title: 'Caches fail over to a node in another zone',
      severity: 'medium',
      covers: 'FSBP.ElastiCache.3 AwsSolutions-AEC4',
      why: 'The loss of the only node signs out all visitors',
      fix: 'Set sessions.replicas of the environment to at least 1',
      ask: all(
        on('automatic_failover_enabled'),
        on('multi_az_enabled'),
        at('num_cache_clusters', (nodes) => Number(nodes) >= 2, 1),
      ),
    },
    CKV_AWS_134: {
      title: 'Caches are backed up every day',
      severity: 'low',
      covers: 'FSBP.ElastiCache.1 tfsec.elasticache.enable-backup-retention',
      why: 'A cache that is replaced without a snapshot signs out all visitors',
      fix: 'Set snapshotRetentionLimit to 1 or more',
      ask: at('snapshot_retention_limit', (days) => Number(days) >= 1, undefined, 0),
    },
    CKV_AWS_322: {
      title: 'Caches install minor versions automatically',
      severity: 'medium',
      covers: 'FSBP.ElastiCache.2',
      why: 'A vulnerability is public from the day its patch is released',
      fix: "Set autoMinorVersionUpgrade to 'true'",
      ask: onOrUnset('auto_minor_version_upgrade'),
    },
  },
  { scenario: 'cluster' },
);
