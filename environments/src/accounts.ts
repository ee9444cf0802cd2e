import type { Account, AccountConfig, AccountName } from './account';
import { assertAccounts } from './account-checks';
import { longLived } from './long-lived';
import type { EnvironmentConfig } from './schema';

/**
 * The permission sets for administrators of Identity Center and of AWS Control Tower ("IAM Identity Center groups for
 * AWS Control Tower").
 */
const administrators = [
  'role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*',
  'role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AWSAdministratorAccess_*',
];

/** The name servers of the account `nonproduction`: its reusable delegation set. */
const nonproductionNameServers = [
  'ns-2048.awsdns-64.com',
  'ns-2049.awsdns-65.net',
  'ns-2050.awsdns-66.org',
  'ns-2051.awsdns-67.co.uk',
];

const delegated = (zone: string) => ({ zone, parent: 'malinshopper.com', nameServers: nonproductionNameServers });

export const accountConfigs: Record<AccountName, AccountConfig> = {
  production: {
    name: 'production',
    id: '111122223333',
    region: 'eu-west-1',
    alsoIn: [],
    hostedZones: ['malinshopper.com'],
    delegations: [
      delegated('staging.malinshopper.com'),
      delegated('testing.malinshopper.com'),
      delegated('dev.malinshopper.com'),
    ],
    branches: 0,
    granted: { onDemandVcpus: 96, spotVcpus: 64 },
    budget: { usdPerMonth: 1500, notify: 'infrastructure@malinshopper.com' },
    administrators,
    partnerBuckets: [],
  },
  nonproduction: {
    name: 'nonproduction',
    id: '444455556666',
    region: 'eu-west-1',
    alsoIn: [],
    hostedZones: ['staging.malinshopper.com', 'testing.malinshopper.com', 'dev.malinshopper.com'],
    delegations: [],
    branches: 10,
    granted: { onDemandVcpus: 128, spotVcpus: 192 },
    budget: { usdPerMonth: 600, notify: 'infrastructure@malinshopper.com' },
    administrators,
    partnerBuckets: [],
  },
};

assertAccounts(accountConfigs);

/**
 * An account with the regions of its environments.
 * @param environments all long-lived ones
 */
export function accountWith(
  name: AccountName,
  environments: readonly EnvironmentConfig[],
  configs: Readonly<Record<AccountName, AccountConfig>> = accountConfigs,
): Account {
  const account = configs[name];
  const ofEnvironments = environments.filter((environment) => environment.account === name).map(({ region }) => region);
  const others = [...account.alsoIn, ...ofEnvironments].sort();
  return { ...account, regions: [...new Set([account.region, ...others])] };
}

export const accounts = {
  production: accountWith('production', longLived),
  nonproduction: accountWith('nonproduction', longLived),
} satisfies Record<AccountName, Account>;
