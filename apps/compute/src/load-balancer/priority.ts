import { createHash } from 'node:crypto';
import { visitorsOf, webRolesOf, type Environment, type Role } from '@malinshopper/environments';

/** The priority of the rule for all requests to the environment that owns the load balancer. */
const ownPriority = 100;
const firstBorrowed = 1000;
/** ELB allows 1 to 50,000 (Elastic Load Balancing API, CreateRule). */
const lastBorrowed = 49_999;

/**
 * The priority of the rule of a role's entry on the listener. A borrower's priority follows from its name alone, so
 * that borrowers are independent of each other. Rules of two environments never overlap, because they match host names:
 * the priorities only have to differ. Two borrowers collide once in 49,000 pairs, and then the second one's deploy
 * fails with PriorityInUse. Within an environment the rules by path come directly before the one for the rest: ELB uses
 * the first that matches, by ascending priority (Elastic Load Balancing user guide, "Listener rules").
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
