import type { Account, AccountName } from './account';
import { assertAccounts } from './account-checks';

/** Identity Center's permission set, and that of AWS Control Tower ("IAM Identity Center groups for AWS Control Tower"). */
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

export const accounts: Record<AccountName, Account> = {
  production: {
    name: 'production',
    id: '111122223333',
    region: 'eu-west-1',
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
    hostedZones: ['staging.malinshopper.com', 'testing.malinshopper.com', 'dev.malinshopper.com'],
    delegations: [],
    branches: 10,
    granted: { onDemandVcpus: 128, spotVcpus: 192 },
    budget: { usdPerMonth: 600, notify: 'infrastructure@malinshopper.com' },
    administrators,
    partnerBuckets: [],
  },
};

assertAccounts(accounts);
