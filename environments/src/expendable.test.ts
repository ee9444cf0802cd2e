import { accounts } from './accounts';
import { breakGlassArn, ciBoundaryArn } from './ci';
import { isExpendable } from './environment';

test('only data of the nonproduction account can be destroyed, never that of the production account', () => {
  expect([isExpendable(accounts.production), isExpendable(accounts.nonproduction)]).toEqual([false, true]);
});

test('the boundary of a team and the role for emergencies each have a path of their own', () => {
  expect(ciBoundaryArn(accounts.production, 'data')).toBe('arn:aws:iam::111122223333:policy/ci-boundary/data');
  expect(breakGlassArn(accounts.production)).toBe(
    'arn:aws:iam::111122223333:role/break-glass/malinshopper-break-glass',
  );
});
