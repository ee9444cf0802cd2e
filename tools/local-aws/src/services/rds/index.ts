import type { Service } from '../../gateway/call';
import type { ServerCopies } from './copies';
import { engineVersions } from './engine-versions';
import { eventSubscriptions } from './event-subscriptions';
import { instances } from './instances';
import { parameters } from './parameters';
import { pendingChanges } from './pending';
import { snapshots } from './snapshots';

/** RDS (query protocol, 2014-10-31). */
export function rds(copies: ServerCopies): Service {
  const standing = pendingChanges(instances(copies.instances));
  return {
    name: 'rds',
    operations: {
      ...standing,
      ...snapshots(copies, standing),
      ...parameters(),
      ...engineVersions(),
      ...eventSubscriptions(),
    },
  };
}
