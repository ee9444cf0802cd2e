import { zoneName } from '@malinshopper/aws-facts';
import { accountWith } from './accounts';
import type { Account } from './account';
import { branchEnvironment, branchHost, branchZone } from './branch';
import { crossChecks } from './cross-checks';
import { faultsIn } from './faults';
import { longLived as configs } from './long-lived';
import { roleTraits, workerRolesOf, type Role, type Roles, type WorkerRole } from './roles';
import { environmentSchemaFor, longLivedNames, type EnvironmentConfig } from './schema';

/** An environment in the form that apps and tools use: validated, and with its AWS account. */
export interface Environment extends Omit<EnvironmentConfig, 'account'> {
  readonly account: Account;
  /** The traits of its roles. */
  readonly roles: Roles;
}

export type LongLivedName = (typeof longLivedNames)[number];
/** The parts that an environment owns or borrows from another. */
export type Lendable = 'network' | 'loadBalancer' | 'database';

type NetworkConfig = Extract<Environment['network'], { placement: 'own' }>;
/** A network with full zone names, `eu-west-1a`. */
export type OwnNetwork = Omit<NetworkConfig, 'zones'> & { readonly zones: readonly string[] };

/**
 * Checks one environment against the schema and against the long-lived ones.
 * @param roles the traits of its roles @default - those of the table (roles.ts)
 * @throws with every fault, each with the place, the rule and the received value
 */
export function defineEnvironment(
  config: EnvironmentConfig,
  others: readonly EnvironmentConfig[],
  roles: Roles = roleTraits,
): Environment {
  const alone = faultsIn(environmentSchemaFor(roles), config);
  const faults = alone.length > 0 ? alone : crossChecks(config, others);
  if (faults.length > 0) {
    throw new Error(
      `Environment ${JSON.stringify(config.name)} is not valid (environments/src):\n${faults.join('\n')}`,
    );
  }
  // With the regions that result from this environment, which can be a variant of one in a file.
  return {
    ...config,
    account: accountWith(
      config.account,
      others.map((other) => (other.name === config.name ? config : other)),
    ),
    roles,
  };
}

const longLived = new Map(configs.map((config) => [config.name, defineEnvironment(config, configs)]));

/** The long-lived environments, in their usual order. */
export const longLivedEnvironments: readonly Environment[] = [...longLived.values()];

/** The possible names of an environment; part of every error about a name. */
export const howToName =
  `${longLivedNames.join(', ')}, "development", or a branch as git writes it: feature/checkout, hotfix/vat, ` +
  'refs/heads/any-other';

/**
 * The environment with a name or branch.
 * @param nameOrRef `production`, `staging`, `testing`, `development`, `feature/checkout`, `refs/heads/checkout`
 * @throws if there is none: an unknown single word is treated as a typing error, never as a branch
 */
export function environment(nameOrRef: string): Environment {
  const found = longLived.get(nameOrRef);
  if (found) return found;
  if (!nameOrRef.includes('/') && nameOrRef !== 'development') {
    throw new Error(`Unknown environment ${JSON.stringify(nameOrRef)}. Known are: ${howToName}.`);
  }
  return defineEnvironment(branchEnvironment(nameOrRef), configs);
}

/** The environment that owns the network, load balancer or database: the host, or the environment itself. */
export function hostOf(borrower: Environment, lent: Lendable): Environment {
  const placement = borrower[lent];
  return placement.placement === 'own' ? borrower : environment(placement.from);
}

/**
 * Returns whether the load balancer that an environment borrows has a certificate for its name already: the host of
 * branches has one for all of them, because a load balancer is limited to 25 (Elastic Load Balancing user guide,
 * "Quotas for your Application Load Balancers").
 */
export function hasHostsCertificate({ loadBalancer, hostedZone }: Environment): boolean {
  return loadBalancer.placement === 'shared' && loadBalancer.from === branchHost && hostedZone === branchZone;
}

/** The network of the environment's instances: its own or its host's. */
export function networkOf(of: Environment): OwnNetwork {
  const { network, region } = hostOf(of, 'network');
  const { zones, ...own } = network as NetworkConfig;
  return { ...own, zones: zones.map((letter) => zoneName(region, letter)) };
}

/** Returns whether a role has instances of its own: all have, except those with jobs on a cluster. */
const hasInstances = ({ hadoop }: Environment, role: Role) =>
  hadoop.mode === 'workers' || !(hadoop.replaces as readonly Role[]).includes(role);

/** The workers with instances of their own. */
export function workersOf(of: Environment): readonly WorkerRole[] {
  return workerRolesOf(of).filter((role) => hasInstances(of, role));
}

/** The roles with instances of their own: web, and the workers that no cluster replaces. */
export function rolesOf(of: Environment): readonly Role[] {
  return (Object.keys(of.roles) as Role[]).filter((role) => hasInstances(of, role));
}

/**
 * An environment with some other values, to try a change.
 * @param roles the traits of its roles, to try a change of the table @default - unchanged
 * @throws with every fault, as for an environment in a file
 */
export function variantOf(
  { roles: own, account, ...config }: Environment,
  changes: Partial<EnvironmentConfig>,
  roles: Roles = own,
): Environment {
  return defineEnvironment({ ...config, account: account.name, ...changes }, configs, roles);
}

/** The same environment without protection, as before its destruction. */
export function withoutProtection(of: Environment, reason: string): Environment {
  return { ...of, protection: { enabled: false, reason } };
}

/**
 * Returns whether the environments of an account can be destroyed with their data: never in the account of production.
 */
export function isExpendable({ name }: Account): boolean {
  const environments = longLivedEnvironments.filter(({ account }) => account.name === name);
  return environments.some(({ protection }) => !protection.enabled);
}
