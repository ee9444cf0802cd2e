import type { Service } from '../../gateway/call';
import { engineVersions } from './engine-versions';
import { eventSubscriptions } from './event-subscriptions';
import { instances } from './instances';
import { parameters } from './parameters';
import { pendingChanges } from './pending';

/** RDS (query protocol, 2014-10-31). */
export function rds(): Service {
  return {
    name: 'rds',
    operations: { ...pendingChanges(instances()), ...parameters(), ...engineVersions(), ...eventSubscriptions() },
  };
}
