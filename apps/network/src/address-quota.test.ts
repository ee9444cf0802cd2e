import { environment, longLivedEnvironments, variantOf, type Environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import { checkAddressQuota } from './address-quota';
import main from './main';

const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] as const;
const perZone = (name: string, cidr: string) =>
  variantOf(environment(name), { network: { placement: 'own', cidr, zones, nat: 'per-zone' } });
const staging = perZone('staging', '10.20.0.0/16');
const testing = perZone('testing', '10.30.0.0/16');

describe('elastic IP addresses', () => {
  it('are enough for all environments, which have one for each of their NAT gateways', () => {
    const counted = longLivedEnvironments.map((each) => synthesized(main, each).resources('aws_eip').length);
    expect(counted).toEqual([3, 1, 1]);
    for (const each of longLivedEnvironments) expect(() => checkAddressQuota(each)).not.toThrow();
  });

  it('are refused to an environment with which its account would have too many', () => {
    expect(() => checkAddressQuota(testing, [environment('production'), staging])).toThrow(
      'The NAT gateways of account nonproduction in eu-west-1 want 6 elastic IP addresses (testing 3, staging 3), and AWS ' +
        'allows 5: let one of these environments have nat: "single" or fewer zones (environments/src), or have AWS raise ' +
        'the quota and say so in apps/network/src/address-quota.ts.',
    );
  });

  it('of an environment are counted as it is now, not as its file says', () => {
    expect(() => checkAddressQuota(environment('testing'), [staging, testing])).not.toThrow();
  });

  it('are counted before anything is made', () => {
    // The quota is reached by two environments in five zones, which the region does not have.
    const five: Environment = {
      ...environment('staging'),
      network: {
        placement: 'own',
        cidr: '10.20.0.0/16',
        zones: [...zones, 'eu-west-1d', 'eu-west-1e'],
        nat: 'per-zone',
      },
    };
    expect(() => synthesized(main, five)).toThrow('want 6 elastic IP addresses (staging 5, testing 1)');
  });
});
