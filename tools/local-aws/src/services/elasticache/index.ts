import type { Service } from '../../gateway/call';
import { replicationGroups } from './replication-groups';
import { cachesStore } from './state';
import { subnetGroups } from './subnet-groups';
import { tags } from './tags';

/**
 * ElastiCache (query protocol, 2015-02-02). The gateway implements all of it: moto's groups have one node, describe
 * none, and can be neither changed nor deleted.
 */
export function elasticache(): Service {
  const store = cachesStore();
  return {
    name: 'elasticache',
    whole: true,
    operations: { ...replicationGroups(store), ...subnetGroups(store), ...tags(store) },
  };
}
