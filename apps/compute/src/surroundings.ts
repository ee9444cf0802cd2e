import type { accountContract } from '@malinshopper/account/contract';
import type { dataContract } from '@malinshopper/data/contract';
import { visitorsOf, type Environment, type Role } from '@malinshopper/environments';
import type { networkContract } from '@malinshopper/network/contract';

/** The inputs of the app at its deploy: the environment, its account, its network and its data. */
export interface Surroundings {
  readonly environment: Environment;
  readonly account: ReturnType<typeof accountContract.read>;
  readonly network: ReturnType<typeof networkContract.read>;
  readonly data: ReturnType<typeof dataContract.read>;
  /** The tags of every resource of the stack. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** The secret with a role's user on the database server: web servers can migrate the schema, workers use its data. */
export function databaseSecretOf(
  role: Role,
  { environment, data }: Pick<Surroundings, 'environment' | 'data'>,
): string {
  return data.databaseSecretArns(environment.roles[role].database);
}

/** True if a role's instances are clients of the environment's session cache. */
export function usesSessionCache(role: Role, { roles, sessions }: Environment): boolean {
  return sessions.store === 'elasticache' && visitorsOf(roles[role])?.sessions === true;
}

/** True if the instances of a role receive messages about publications from a queue. */
export function isToldOfContent(role: Role, { roles, content: { distribution } }: Environment): boolean {
  const { content } = roles[role];
  return distribution === 'events' && content.access === 'read' && content.byEvents;
}

/** The number and types of a role's instances in an environment. */
export type Sizing = Environment['sizes'][Role];

/**
 * The tags of a role's instances and volumes: the stack's own and the role. The provider adds the stack's tags to
 * everything except the launches of an auto scaling group (hashicorp/terraform-provider-aws issue 19387).
 */
export function instanceTags({ environment, defaultTags }: Surroundings, role: Role): Record<string, string> {
  return { ...defaultTags, Role: role, Name: `${environment.name}-${role}` };
}
