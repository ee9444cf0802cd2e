import { createHash } from 'node:crypto';
import { visitorsOf, webRolesOf, type Environment, type Role } from '@malinshopper/environments';

/** The rule for all requests to the environment that owns the load balancer. */
const ownPriority = 100;
const firstBorrowed = 1000;
/** ELB allows 1 to 50,000 (Elastic Load Balancing API, CreateRule). */
const lastBorrowed = 49_999;

/**
 * The priority of the rule of a role's entry on the listener. A borrower's follows from its name alone, so that borrowers need
 * not know each other. Rules of two environments never overlap, because they are by host name: only being different matters.
 * Two borrowers would meet once in 49,000 pairs, and then the second's deploy fails with PriorityInUse. Within an environment the
 * rules by path come right before the one for the rest: ELB takes the first that fits, by ascending priority (Elastic Load
 * Balancing user guide, "Listener rules").
 */
export function rulePriority(
  { name, loadBalancer, roles }: Pick<Environment, 'name' | 'loadBalancer' | 'roles'>,
  role: Role,
): number {
  const byPath = webRolesOf({ roles }).filter((each) => visitorsOf(roles[each])?.entry.at === 'paths');
  return priorityOfTheRest({ name, loadBalancer }) - (byPath as readonly Role[]).indexOf(role) - 1;
}

function priorityOfTheRest({ name, loadBalancer }: Pick<Environment, 'name' | 'loadBalancer'>): number {
  if (loadBalancer.placement === 'own') return ownPriority;
  const hash = createHash('sha256').update(name).digest().readUInt32BE(0);
  return firstBorrowed + (hash % (lastBorrowed - firstBorrowed + 1));
}
