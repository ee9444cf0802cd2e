import type { accountContract } from '@malinshopper/account/contract';
import type { dataContract } from '@malinshopper/data/contract';
import { visitorsOf, type Environment, type Role } from '@malinshopper/environments';
import type { networkContract } from '@malinshopper/network/contract';

/** What the app finds when it is deployed: the environment, its account, its network and its data. */
export interface Surroundings {
  readonly environment: Environment;
  readonly account: ReturnType<typeof accountContract.read>;
  readonly network: ReturnType<typeof networkContract.read>;
  readonly data: ReturnType<typeof dataContract.read>;
  /** What every resource of the stack is tagged with. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** The secret with a role's user on the database server: web servers may migrate the schema, workers use what is in it. */
export function databaseSecretOf(
  role: Role,
  { environment, data }: Pick<Surroundings, 'environment' | 'data'>,
): string {
  return data.databaseSecretArns(environment.roles[role].database);
}

/** Whether a role's instances are clients of the environment's session cache. */
export function usesSessionCache(role: Role, { roles, sessions }: Environment): boolean {
  return sessions.store === 'elasticache' && visitorsOf(roles[role])?.sessions === true;
}

/** Whether a role's instances are told of publications by the environment's queues. */
export function isToldOfContent(role: Role, { roles, content: { distribution } }: Environment): boolean {
  const { content } = roles[role];
  return distribution === 'events' && content.access === 'read' && content.byEvents;
}

/** How many instances of which types a role has in an environment. */
export type Sizing = Environment['sizes'][Role];

/**
 * The tags of a role's instances and volumes: the stack's own, which the provider gives to everything but what an auto
 * scaling group launches (hashicorp/terraform-provider-aws issue 19387), and the role.
 */
export function instanceTags({ environment, defaultTags }: Surroundings, role: Role): Record<string, string> {
  return { ...defaultTags, Role: role, Name: `${environment.name}-${role}` };
}
