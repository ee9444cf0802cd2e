import type { Service } from '../../gateway/call';
import { engineVersions } from './engine-versions';
import { eventSubscriptions } from './event-subscriptions';
import { instances } from './instances';
import { parameters } from './parameters';

/** RDS (query protocol, 2014-10-31). */
export function rds(): Service {
  return { name: 'rds', operations: { ...instances(), ...parameters(), ...engineVersions(), ...eventSubscriptions() } };
}
