import type { Mutation } from '../../testing/mutation';
import { having, without } from './changes';

const cache = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  kind: 'cluster',
  type: 'aws_elasticache_replication_group',
  change,
});

export const cacheMutations: readonly Mutation[] = [
  cache('CKV_AWS_29', 'a cache encrypts nothing', having({ at_rest_encryption_enabled: 'false' })),
  cache('CKV_AWS_29', 'nothing is said of what a cache encrypts', without('at_rest_encryption_enabled')),
  cache('CKV_AWS_191', 'a cache is encrypted with the key of ElastiCache', without('kms_key_id')),
  cache('CKV_AWS_30', 'a cache talks without TLS', having({ transit_encryption_enabled: false })),
  cache('CKV_AWS_30', 'a cache lets in who comes without TLS', having({ transit_encryption_mode: 'preferred' })),
  cache('CKV2_AWS_50', 'no node of a cache takes over', having({ automatic_failover_enabled: false })),
  cache('CKV2_AWS_50', 'all nodes of a cache are in one zone', without('multi_az_enabled')),
  cache('CKV2_AWS_50', 'a cache has one node only', having({ num_cache_clusters: 1 })),
  cache('CKV_AWS_134', 'a cache is not backed up', having({ snapshot_retention_limit: 0 })),
  cache('CKV_AWS_134', 'nothing is said of the backups of a cache', without('snapshot_retention_limit')),
  cache('CKV_AWS_322', 'a cache installs no patches', having({ auto_minor_version_upgrade: 'false' })),
];
