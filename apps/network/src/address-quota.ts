import { longLivedEnvironments, type Environment } from '@malinshopper/environments';

/** What AWS allows a new account in each region (VPC user guide, "Amazon VPC quotas": Elastic IP addresses per Region). */
const quota = 5;

const addressesOf = ({ network }: Environment) => {
  if (network.placement === 'shared') return 0;
  return network.nat === 'per-zone' ? network.zones.length : 1;
};

/**
 * Each NAT gateway has an elastic IP address, of which an account has few: the last environment to be deployed would fail
 * half-way.
 * @throws if the environments that stay in the account of this one, with it, want more than there are
 */
export function checkAddressQuota(environment: Environment, others = longLivedEnvironments): void {
  const together = [environment, ...others.filter(({ name }) => name !== environment.name)]
    .filter(({ account, region }) => account.id === environment.account.id && region === environment.region)
    .map((each) => ({ name: each.name, addresses: addressesOf(each) }))
    .filter(({ addresses }) => addresses > 0);
  const wanted = together.reduce((sum, { addresses }) => sum + addresses, 0);
  if (wanted <= quota) return;
  throw new Error(
    `The NAT gateways of account ${environment.account.name} in ${environment.region} want ${wanted} elastic IP addresses ` +
      `(${together.map(({ name, addresses }) => `${name} ${addresses}`).join(', ')}), and AWS allows ${quota}: let one of ` +
      'these environments have nat: "single" or fewer zones (environments/src), or have AWS raise the quota and say so in ' +
      'apps/network/src/address-quota.ts.',
  );
}
