import { demandsItsKey, isWithin, operatorOf } from '.';

it.each(['StringEquals', 'stringlike', 'StringEqualsIgnoreCase', 'ArnLike', 'ForAnyValue:StringEquals'])(
  '%s requires its key',
  (operator) => expect(demandsItsKey(operator)).toBe(true),
);

it.each([
  'StringNotEquals',
  'StringEqualsIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLikeIfExists',
  'ArnNotLike',
  'Null',
  'Bool',
  'IpAddress',
  'NumericEquals',
  'StringSomething',
])('%s does not identify the caller', (operator) => expect(demandsItsKey(operator)).toBe(false));

it.each(['Null', 'ForSomeValues:StringEquals', 'String', 'toString', ''])(
  '%s is not an operator that compares',
  (name) => expect(operatorOf(name)).toBeUndefined(),
);

describe('a pattern', () => {
  it.each([
    ['role/ci/x', 'role/ci/*'],
    ['role/ci/*', 'role/*'],
    ['role/c?/*', 'role/*'],
    ['a?', 'a?'],
    ['a.b', 'a.b'],
    ['a/b\nc', 'a*'],
  ])('%s is within %s', (inner, outer) => expect(isWithin(inner, outer)).toBe(true));

  it.each([
    ['role/*', 'role/ci/*'],
    ['*', 'role/*'],
    ['a*', 'a?'],
    ['a*b', 'a?*'],
    ['axb', 'a.b'],
    ['role/ci/*', 'role/ci/x'],
  ])('%s is not within %s', (inner, outer) => expect(isWithin(inner, outer)).toBe(false));
});
