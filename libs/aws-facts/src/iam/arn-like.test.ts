import { arnLike } from './arn-like';

const role =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0a1b';

test.each([
  ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*', true],
  [role, true],
  ['arn:aws:iam::111122223333:role/*', true],
  ['arn:aws:iam::11112222333?:role/*', true],
  ['arn:aws:iam::111122223333:role/AWSReservedSSO_AdministratorAccess_*', false],
  ['arn:aws:iam::444455556666:role/*', false],
  ['arn:aws:iam::111122223333:user/*', false],
  // A `*` in one part does not extend into the next one.
  ['arn:aws:*:role/*', false],
  ['*', false],
])('the pattern %s compares with a role of IAM Identity Center: %s', (pattern, expected) => {
  expect(arnLike(pattern, role)).toBe(expected);
});

test('a dot in a pattern is a dot', () => {
  expect(arnLike('arn:aws:iam::1:role/a.b', 'arn:aws:iam::1:role/axb')).toBe(false);
});
