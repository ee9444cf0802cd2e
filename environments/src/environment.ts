import { zoneName } from '@malinshopper/aws-facts';
import { accountWith } from './accounts';
import type { Account } from './account';
import { branchEnvironment, branchHost, branchZone } from './branch';
import { crossChecks } from './cross-checks';
import { faultsIn } from './faults';
import { longLived as configs } from './long-lived';
import { roleTraits, workerRolesOf, type Role, type Roles, type WorkerRole } from './roles';
import { environmentSchemaFor, longLivedNames, type EnvironmentConfig } from './schema';

/** An environment as everything else in the repository sees it: validated, with its AWS account. */
export interface Environment extends Omit<EnvironmentConfig, 'account'> {
  readonly account: Account;
  /** What its instances are for, by role. */
  readonly roles: Roles;
}

export type LongLivedName = (typeof longLivedNames)[number];
/** What an environment may have of its own or borrow from another. */
export type Lendable = 'network' | 'loadBalancer' | 'database';

type NetworkConfig = Extract<Environment['network'], { placement: 'own' }>;
/** A network as it is made: with its zones by their names, `eu-west-1a`. */
export type OwnNetwork = Omit<NetworkConfig, 'zones'> & { readonly zones: readonly string[] };

/**
 * Checks one environment against the schema and against those that stay.
 * @param roles the traits of its roles @default - those of the table (roles.ts)
 * @throws with every fault, each with the place, the rule and what was received
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
  // With the regions as they are when this environment is as it is said here, which may be a variant of one in a file.
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

/** The environments that stay, in the order in which they are usually named. */
export const longLivedEnvironments: readonly Environment[] = [...longLived.values()];

/** How a person can name an environment; part of every error about a name. */
export const howToName =
  `${longLivedNames.join(', ')}, "development", or a branch as git writes it: feature/checkout, hotfix/vat, ` +
  'refs/heads/any-other';

/**
 * The environment of that name or branch.
 * @param nameOrRef `production`, `staging`, `testing`, `development`, `feature/checkout`, `refs/heads/checkout`
 * @throws if it is neither: a bare word that is not known is taken for a typing error, never for a branch
 */
export function environment(nameOrRef: string): Environment {
  const found = longLived.get(nameOrRef);
  if (found) return found;
  if (!nameOrRef.includes('/') && nameOrRef !== 'development') {
    throw new Error(`Unknown environment ${JSON.stringify(nameOrRef)}. Known are: ${howToName}.`);
  }
  return defineEnvironment(branchEnvironment(nameOrRef), configs);
}

/** The environment whose network, load balancer or database this one uses: its host, or itself. */
export function hostOf(borrower: Environment, lent: Lendable): Environment {
  const placement = borrower[lent];
  return placement.placement === 'own' ? borrower : environment(placement.from);
}

/**
 * Whether the load balancer that an environment borrows has a certificate for its name already: the host of branches has one for
 * all of them, since a load balancer takes 25 (Elastic Load Balancing user guide, "Quotas for your Application Load Balancers").
 */
export function hasHostsCertificate({ loadBalancer, hostedZone }: Environment): boolean {
  return loadBalancer.placement === 'shared' && loadBalancer.from === branchHost && hostedZone === branchZone;
}

/** The network that the environment's instances run in: its own or its host's. */
export function networkOf(of: Environment): OwnNetwork {
  const { network, region } = hostOf(of, 'network');
  const { zones, ...own } = network as NetworkConfig;
  return { ...own, zones: zones.map((letter) => zoneName(region, letter)) };
}

/** Whether a role has instances of its own: all have, but for those with jobs on a cluster. */
const hasInstances = ({ hadoop }: Environment, role: Role) =>
  hadoop.mode === 'workers' || !(hadoop.replaces as readonly Role[]).includes(role);

/** The workers that have instances of their own. */
export function workersOf(of: Environment): readonly WorkerRole[] {
  return workerRolesOf(of).filter((role) => hasInstances(of, role));
}

/** The roles that have instances of their own: web, and the workers that no cluster takes the place of. */
export function rolesOf(of: Environment): readonly Role[] {
  return (Object.keys(of.roles) as Role[]).filter((role) => hasInstances(of, role));
}

/**
 * An environment with other values in some places: as one would write it to try a change out.
 * @param roles the traits of its roles, to try a change of the table out @default - as they are
 * @throws with every fault, as for an environment in a file
 */
export function variantOf(
  { roles: own, account, ...config }: Environment,
  changes: Partial<EnvironmentConfig>,
  roles: Roles = own,
): Environment {
  return defineEnvironment({ ...config, account: account.name, ...changes }, configs, roles);
}

/** The same environment with its protection lifted, as one would write it before giving an environment up. */
export function withoutProtection(of: Environment, reason: string): Environment {
  return { ...of, protection: { enabled: false, reason } };
}

/** Whether any environment of an account may be thrown away with what it keeps: never in the account of production. */
export function isExpendable({ name }: Account): boolean {
  const environments = longLivedEnvironments.filter(({ account }) => account.name === name);
  return environments.some(({ protection }) => !protection.enabled);
}
