import { accountNames } from '@malinshopper/environments';
import { environmentsOf, inGlobalRegion, inRegion } from './subject';
import { madeUpSubject } from './testing/made-up';

it('an account has its environments, and in that of branches one for all of them', () => {
  expect(environmentsOf('production').map(({ name }) => name)).toEqual(['production']);
  expect(environmentsOf('nonproduction').map(({ kind }) => kind)).toEqual(['staging', 'testing', 'branch']);
  expect(accountNames.every((name) => environmentsOf(name).every(({ account }) => account.name === name))).toBe(true);
});

it('an account without an environment is refused, since there is nothing to compare it with', () => {
  expect(() => environmentsOf('sandbox' as 'production')).toThrow(
    'Account sandbox has no environment, so the preflight has nothing to compare it with: add one in environments/src, or take the account out of accounts.ts.',
  );
});

it('a client of the embedded AWS reaches each region there, and no other AWS', () => {
  const subject = madeUpSubject({ kind: 'embedded' });
  const { endpoint, credentials } = subject.session.home;
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1/);
  expect(inRegion(subject, 'eu-central-1')).toEqual({ region: 'eu-central-1', endpoint, credentials });
  expect(inGlobalRegion(subject)).toEqual({ region: 'us-east-1', endpoint, credentials });
});
