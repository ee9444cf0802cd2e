import { Decisions, type WrittenStatement } from '.';

const call = { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context: {} };
const decides = (given: Partial<WrittenStatement>, context: Record<string, string | string[]> = {}) =>
  new Decisions([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...given }]).of({ ...call, context });

describe('a statement', () => {
  it.each<[string, Partial<WrittenStatement>]>([
    ['with a pattern of the action', { Action: 's3:get*' }],
    ['that excludes other actions', { Action: undefined, NotAction: 's3:PutObject' }],
    ['with a pattern of the resource', { Resource: ['arn:aws:s3:::c', 'arn:aws:s3:::a/*'] }],
    ['that excludes other resources', { Resource: undefined, NotResource: 'arn:aws:s3:::c/*' }],
  ])('a statement %s applies to the call', (_, statement) => expect(decides(statement)).toBe('Allow'));

  it.each<[string, Partial<WrittenStatement>]>([
    ['for another action', { Action: 's3:PutObject' }],
    ['that excludes the action', { Action: undefined, NotAction: ['s3:Get*'] }],
    ['for another resource', { Resource: 'arn:aws:s3:::c/*' }],
    ['that excludes the resource', { Resource: undefined, NotResource: ['arn:aws:s3:::a/*'] }],
  ])('a statement %s does not', (_, statement) => expect(decides(statement)).toBeUndefined());

  it('a statement that denies overrides those that allow', () => {
    const both = new Decisions([
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::a/*' },
    ]);
    expect(both.of(call)).toBe('Deny');
    expect(both.of({ ...call, resource: 'arn:aws:s3:::c' })).toBe('Allow');
  });

  const ofAccount = 'arn:aws:iam::111122223333';
  it.each<[WrittenStatement['Principal'], boolean]>([
    ['*', true],
    [{ AWS: '*' }, true],
    [{ AWS: [`${ofAccount}:role/a`] }, true],
    [{ AWS: `${ofAccount}:root` }, true],
    [{ AWS: '111122223333' }, true],
    [{ AWS: `${ofAccount}:role/b` }, false],
    [{ Service: 'ec2.amazonaws.com' }, false],
  ])('a statement for the principal %j applies to the caller: %s', (Principal, expected) => {
    const asCaller = { ...call, caller: `${ofAccount}:role/a` };
    const of = (statement: Partial<WrittenStatement>) =>
      new Decisions([{ Effect: 'Deny', Action: '*', Resource: '*', ...statement }]).of(asCaller);
    expect(of({ Principal })).toBe(expected ? 'Deny' : undefined);
    expect(of({ NotPrincipal: Principal })).toBe(expected ? undefined : 'Deny');
  });
});

describe('a condition', () => {
  const holds = (operator: string, wanted: string | string[], given?: string | string[]) =>
    decides({ Condition: { [operator]: { 'aws:Key': wanted } } }, given === undefined ? {} : { 'AWS:key': given }) ===
    'Allow';

  it.each<[operator: string, wanted: string | string[], passes: string | string[], fails: string | string[]]>([
    ['StringEquals', ['a', 'b'], 'b', 'c'],
    ['stringequals', 'a', 'a', 'A'],
    ['StringEqualsIgnoreCase', 'a', 'A', 'b'],
    ['StringLike', 'a*', 'ab', 'b'],
    ['StringNotEquals', ['a', 'b'], 'c', 'b'],
    ['StringNotLike', 'a*', 'b', 'ab'],
    ['ArnLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/a'],
    ['ArnNotEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::2:role/a', 'arn:aws:iam::1:role/a'],
    ['Bool', 'true', 'True', 'false'],
    ['NumericLessThan', '1.2', '1.1', '1.2'],
    ['NumericGreaterThanEquals', '3', '3', '2'],
    ['ForAnyValue:StringEquals', 'a', ['b', 'a'], ['b']],
    ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a'], ['b', 'c']],
    ['ForAllValues:StringNotLike', 'a*', ['b'], ['b', 'ab']],
    ['ForAnyValue:StringNotEquals', 'a', ['b', 'a'], ['a']],
    ['Null', 'false', 'a', []],
  ])('%s %j passes %j, and not %j', (operator, wanted, passes, fails) => {
    expect(holds(operator, wanted, passes)).toBe(true);
    if (operator !== 'Null') expect(holds(operator, wanted, fails)).toBe(false);
  });

  it.each([
    ['StringEquals', false],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['StringEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['StringNotEquals', true],
    ['IpAddress', false],
    ['NotIpAddress', true],
  ])('%s passes a request without the key: %s', (operator, expected) => expect(holds(operator, 'a')).toBe(expected));

  it('Null tests whether the key is present', () => {
    expect([holds('Null', 'true'), holds('Null', 'true', 'a'), holds('Null', 'false')]).toEqual([true, false, false]);
  });

  it.each(['StringAlmost', 'DateLessThan', 'IpAddress'])(
    '%s, which is not evaluated, allows, and does not deny',
    (name) => {
      const Condition = { [name]: { 'aws:Key': 'x' } };
      expect(decides({ Condition }, { 'aws:Key': 'y' })).toBe('Allow');
      expect(decides({ Condition, Effect: 'Deny' }, { 'aws:Key': 'y' })).toBeUndefined();
    },
  );

  it('compares with the value of a variable', () => {
    const Condition = { StringEquals: { 'aws:ResourceTag/Team': '${aws:PrincipalTag/Team}' } };
    const of = (context: Record<string, string>) => decides({ Condition }, { 'aws:ResourceTag/Team': 'a', ...context });
    expect(of({ 'aws:PrincipalTag/Team': 'a' })).toBe('Allow');
    expect(of({ 'aws:PrincipalTag/Team': 'b' })).toBeUndefined();
    expect(of({})).toBeUndefined();
    const orElse = { StringEquals: { 'aws:ResourceTag/Team': "${aws:PrincipalTag/Team, 'a'}" } };
    expect(decides({ Condition: orElse }, { 'aws:ResourceTag/Team': 'a' })).toBe('Allow');
  });

  it('on a variable without a value does not deny by exclusion', () => {
    const Condition = { StringNotEquals: { 'aws:ResourceTag/Team': '${aws:PrincipalTag/Team}' } };
    expect(decides({ Effect: 'Deny', Condition }, { 'aws:ResourceTag/Team': 'a' })).toBeUndefined();
    expect(decides({ Effect: 'Deny', Condition }, { 'aws:ResourceTag/Team': 'a', 'aws:PrincipalTag/Team': 'b' })).toBe(
      'Deny',
    );
  });

  it('supports variables in resources too', () => {
    const Resource = 'arn:aws:s3:::${aws:PrincipalAccount}/*';
    expect(decides({ Resource }, { 'aws:PrincipalAccount': 'a' })).toBe('Allow');
    expect(decides({ Resource })).toBeUndefined();
    const NotResource = Resource;
    expect(decides({ Resource: undefined, NotResource, Effect: 'Deny' })).toBeUndefined();
  });
});
