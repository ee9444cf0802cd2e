import { accountConfigs, accounts, accountWith } from './accounts';
import { branchEnvironment } from './branch';
import { defineEnvironment, environment, networkOf, variantOf } from './environment';
import { longLived } from './long-lived';
import type { EnvironmentConfig } from './schema';
import { testing } from './testing';

const elsewhere = variantOf(environment('staging'), { region: 'eu-central-1' });

describe('the region of an environment', () => {
  it('is configured once: its zones follow', () => {
    expect(networkOf(elsewhere).zones).toEqual(['eu-central-1a', 'eu-central-1b']);
    expect(networkOf(environment('staging')).zones).toEqual(['eu-west-1a', 'eu-west-1b']);
  });

  it('of a branch is its host’s', () => {
    expect(branchEnvironment('feature/checkout').region).toBe(testing.region);
    const borrower: EnvironmentConfig = { ...branchEnvironment('feature/checkout'), region: 'eu-central-1' };
    for (const lent of ['network', 'loadBalancer', 'database']) {
      expect(() => defineEnvironment(borrower, longLived)).toThrow(
        `${lent} is shared from testing, which is in eu-west-1, not in eu-central-1: a borrower is where its host is`,
      );
    }
  });

  it('is one of the account’s regions, after the home region', () => {
    expect(environment('staging').account.regions).toEqual(['eu-west-1']);
    expect(elsewhere.account.regions).toEqual(['eu-west-1', 'eu-central-1']);
    expect(elsewhere.account.region).toBe('eu-west-1');
  });

  it('does not replace the account’s home region, even if no environment is left there', () => {
    const gone = longLived.map((each) => ({ ...each, region: 'eu-central-1' as const }));
    expect(accountWith('nonproduction', gone).regions).toEqual(['eu-west-1', 'eu-central-1']);
  });

  it('can be left by environments: the account keeps it if it is configured', () => {
    const configs = {
      ...accountConfigs,
      nonproduction: { ...accountConfigs.nonproduction, alsoIn: ['eu-central-1' as const] },
    };
    expect(accountWith('nonproduction', longLived, configs).regions).toEqual(['eu-west-1', 'eu-central-1']);
  });

  it('is the same for every environment of an account', () => {
    for (const name of ['staging', 'testing', 'feature/checkout']) {
      expect(environment(name).account).toEqual(accounts.nonproduction);
    }
  });
});
