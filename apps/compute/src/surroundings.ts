import type { accountContract } from '@malinshopper/account/contract';
import type { dataContract } from '@malinshopper/data/contract';
import type { Environment, Role } from '@malinshopper/environments';
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
export function databaseSecretOf(role: Role, { data }: Pick<Surroundings, 'data'>): string {
  return data.databaseSecretArns(role === 'web' ? 'web' : 'worker');
}

/** How many instances of which types a role has in an environment. */
export type Sizing = Environment['web'];

export function sizingOf({ web, workers }: Environment, role: Role): Sizing {
  return role === 'web' ? web : workers[role];
}

/**
 * The tags of a role's instances and volumes: the stack's own, which the provider gives to everything but what an auto
 * scaling group launches (hashicorp/terraform-provider-aws issue 19387), and the role.
 */
export function instanceTags({ environment, defaultTags }: Surroundings, role: Role): Record<string, string> {
  return { ...defaultTags, Role: role, Name: `${environment.name}-${role}` };
}
