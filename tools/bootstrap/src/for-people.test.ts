import { accounts } from '@malinshopper/environments';
import { nextInWords, stepsOfPeople, type Facts } from './for-people';

const { production, nonproduction } = accounts;
const entered = production.delegations[0]!.nameServers;
const none: Facts = {
  account: nonproduction,
  target: 'aws',
  unconfirmed: new Map(),
  nameServers: entered,
  dsRecords: {},
};

test('an account of which everything is entered and confirmed leaves nothing to a person', () => {
  expect(stepsOfPeople(none)).toEqual([]);
});

test('name servers that accounts.ts does not have are to be entered there', () => {
  expect(stepsOfPeople({ ...none, nameServers: ['ns-1.awsdns-01.com'] })).toEqual([
    'Enter the name servers of staging.malinshopper.com, testing.malinshopper.com, dev.malinshopper.com in environments/src/accounts.ts, and commit: ns-1.awsdns-01.com',
  ]);
});

test('a domain that no account delegates is to be delegated at its registrar, and then signed', () => {
  const nameServers = ['ns-1.awsdns-01.com', 'ns-2.awsdns-02.net'];
  const dsRecords = { 'malinshopper.com': '1 13 2 AB' };
  expect(stepsOfPeople({ ...none, account: production, nameServers, dsRecords })).toEqual([
    'At the registrar of malinshopper.com, set the name servers: ns-1.awsdns-01.com, ns-2.awsdns-02.net',
    'There too, once the name servers answer: the DS record, which switches DNSSEC on: 1 13 2 AB',
  ]);
});

test('mail addresses that have not confirmed are named with the number of their mails', () => {
  expect(stepsOfPeople({ ...none, unconfirmed: new Map([['data@malinshopper.com', 2]]) })).toEqual([
    'Within 48 hours, follow the link in each mail of AWS that asks for a subscription to alarms: data@malinshopper.com (2)',
  ]);
});

describe('the next command', () => {
  test('after the first account is the bootstrap of the second one, with the sign-in that it needs on the real AWS', () => {
    expect(nextInWords({ account: nonproduction, target: 'embedded' })).toEqual([
      'Next: npm run bootstrap -- production',
    ]);
    expect(nextInWords({ account: nonproduction, target: 'aws' })).toEqual([
      `Next: npm run bootstrap -- production, signed in to production (${production.id})`,
    ]);
  });

  test('after the last account is the deploy of every environment, in the order in which a commit goes through them', () => {
    expect(nextInWords({ account: production, target: 'embedded' })).toEqual([
      'Next: npm run deploy -- testing staging production',
    ]);
  });

  test('on the real AWS is left to CI, or to one deploy for each account', () => {
    expect(nextInWords({ account: production, target: 'aws' })).toEqual([
      'Next: set up GitHub (npm run github -- calls, docs/github.md), and merge to main: CI deploys testing, staging, production one after the other.',
      'Without CI: npm run deploy -- testing staging (signed in to nonproduction), then npm run deploy -- production (signed in to production)',
    ]);
  });
});
