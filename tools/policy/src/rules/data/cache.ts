import { isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { must } from './must';
import { isOwnKey } from './own-key';

const types = ['aws_elasticache_replication_group'];

/** The cache that keeps visitors signed in. Who reaches it is the firewall's, see MAL_NET_6; its subnets are FSBP.RDS.18's. */
export const cacheRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_29',
    covers: ['FSBP.ElastiCache.4', 'AwsSolutions-AEC3', 'tfsec.elasticache.enable-at-rest-encryption'],
    title: 'Every cache encrypts what it puts on a disk',
    severity: 'medium',
    why: 'Its snapshots hold the sessions of everybody who is signed in',
    fix: "atRestEncryptionEnabled: 'true'",
    types,
    check: must('at_rest_encryption_enabled', isTrue),
  },
  {
    id: 'CKV_AWS_191',
    title: 'Every cache is encrypted with a key of ours',
    severity: 'medium',
    why: 'Of the key of ElastiCache itself nobody can say who may use it, nor take it away',
    fix: 'kmsKeyId: the arn of an EncryptionKey (libs/constructs)',
    types,
    check: must('kms_key_id', isOwnKey),
  },
  {
    id: 'CKV_AWS_30',
    covers: ['FSBP.ElastiCache.5', 'tfsec.elasticache.enable-in-transit-encryption'],
    title: 'Every cache talks TLS, and nothing else',
    severity: 'high',
    why: 'Whoever reads a session on its way is signed in as its visitor',
    fix: "transitEncryptionEnabled: true and transitEncryptionMode: 'required'",
    types,
    check: (resource, world) =>
      must('transit_encryption_enabled', isTrue)(resource, world) ??
      // It is for moving to TLS: who comes without is let in.
      must('transit_encryption_mode', (value) => value !== 'preferred')(resource, world),
  },
  {
    id: 'CKV2_AWS_50',
    covers: ['FSBP.ElastiCache.3', 'AwsSolutions-AEC4'],
    title: 'Another node in another zone takes over when that of a cache is lost',
    severity: 'medium',
    why: 'Else the loss of one node signs everybody out',
    fix: 'sessions.replicas: at least 1 in the environment',
    types,
    check: (resource, world) =>
      must('automatic_failover_enabled', isTrue)(resource, world) ??
      must('multi_az_enabled', isTrue)(resource, world) ??
      must('num_cache_clusters', (value) => Number(value) >= 2)(resource, world),
  },
  {
    id: 'CKV_AWS_134',
    covers: ['FSBP.ElastiCache.1', 'tfsec.elasticache.enable-backup-retention'],
    title: 'Every cache is backed up every day',
    severity: 'low',
    why: 'A cache that has to be made anew begins with nobody signed in',
    fix: 'snapshotRetentionLimit: 1 or more',
    types,
    check: must('snapshot_retention_limit', (value) => Number(value) >= 1),
  },
  {
    id: 'CKV_AWS_322',
    covers: ['FSBP.ElastiCache.2'],
    title: 'Every cache installs patches by itself',
    severity: 'medium',
    why: 'A hole is known to everybody on the day on which its patch is',
    fix: "autoMinorVersionUpgrade: 'true'",
    types,
    check: must('auto_minor_version_upgrade', (value) => value === undefined || isTrue(value)),
  },
];
