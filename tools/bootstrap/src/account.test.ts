import { longLivedEnvironments } from '@malinshopper/environments';
import { bootstrapOrder, environmentIn } from './account';

test('the account that hosts delegated zones is bootstrapped before the one that delegates to them', () => {
  expect(bootstrapOrder).toEqual(['nonproduction', 'production']);
});

test.each(bootstrapOrder)('%s is deployed by an environment that lives in it', (name) => {
  expect(environmentIn(name).account.name).toBe(name);
});

test('an unknown account is refused with the names of the known ones', () => {
  expect(() => environmentIn('prod')).toThrow(
    'Unknown account "prod": environments/src/accounts.ts has nonproduction, production. Nothing was touched.',
  );
});

test('an account without environments is refused', () => {
  const others = longLivedEnvironments.filter(({ account }) => account.name !== 'production');
  expect(() => environmentIn('production', others)).toThrow(
    'No environment lives in the account production: add one in environments/src, or take the account out of accounts.ts.',
  );
});
