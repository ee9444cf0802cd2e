import { createHash } from 'node:crypto';
import type { Environment } from '@malinshopper/environments';

/** The rule of the environment that owns the load balancer. */
const ownPriority = 100;
const firstBorrowed = 1000;
/** ELB allows 1 to 50,000 (Elastic Load Balancing API, CreateRule). */
const lastBorrowed = 49_999;

/**
 * The priority of an environment's rule on the listener. A borrower's follows from its name alone, so that borrowers need
 * not know each other. Rules by host name never overlap, so their order means nothing; only being different matters.
 * Two borrowers would meet once in 49,000 pairs, and then the second's deploy fails with PriorityInUse.
 */
export function rulePriority({ name, loadBalancer }: Pick<Environment, 'name' | 'loadBalancer'>): number {
  if (loadBalancer.placement === 'own') return ownPriority;
  const hash = createHash('sha256').update(name).digest().readUInt32BE(0);
  return firstBorrowed + (hash % (lastBorrowed - firstBorrowed + 1));
}
