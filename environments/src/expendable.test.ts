import { accounts } from './accounts';
import { breakGlassArn, ciBoundaryArn } from './ci';
import { isExpendable } from './environment';

test('only what the other account keeps may be thrown away, never what the account of production keeps', () => {
  expect([isExpendable(accounts.production), isExpendable(accounts.nonproduction)]).toEqual([false, true]);
});

test('the boundary of a team and the role for emergencies are each in a folder of their own', () => {
  expect(ciBoundaryArn(accounts.production, 'data')).toBe('arn:aws:iam::111122223333:policy/ci-boundary/data');
  expect(breakGlassArn(accounts.production)).toBe(
    'arn:aws:iam::111122223333:role/break-glass/malinshopper-break-glass',
  );
});
