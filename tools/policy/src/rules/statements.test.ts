import type { Statement } from '@malinshopper/synthesized';
import { isOpenToTheWorld, letsInOtherAccounts, whom } from './statements';

const own = '111122223333';
const statement = (parts: Partial<Statement>): Statement => ({
  sid: '',
  effect: 'Allow',
  actions: ['s3:GetObject'],
  notActions: [],
  resources: ['*'],
  notResources: [],
  principals: { AWS: ['*'] },
  notPrincipals: undefined,
  conditions: {},
  unread: [],
  ...parts,
});
const isOpen = (operator: string, key: string, ...values: string[]) =>
  isOpenToTheWorld(statement({ conditions: { [operator]: { [key]: values } } }));

describe('a statement for everybody is open to the world', () => {
  test('without a condition', () => expect(isOpenToTheWorld(statement({}))).toBe(true));

  test.each([
    'StringNotEquals',
    'StringEqualsIfExists',
    'ArnLikeIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringEqualsIfExists',
    'Null',
    'Bool',
  ])('where %s lets through what lacks the key, or is no demand', (operator) => {
    expect(isOpen(operator, 'aws:SourceAccount', own)).toBe(true);
    expect(isOpen(operator, 'aws:PrincipalArn', `arn:aws:iam::${own}:role/one`)).toBe(true);
  });

  test.each([
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'],
    ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy'],
    ['StringLike', 'aws:PrincipalArn', `*:${own}:role/*`],
    // A path may have colons in it: somebody else's role /x:111122223333:role/ would do.
    ['StringLike', 'aws:PrincipalArn', `arn:aws:iam:*:${own}:role/*`],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:eu-west-1:*:alarms'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::content'],
    ['StringLike', 'aws:SourceAccount', '*'],
    ['StringLike', 'aws:SourceAccount', '????????????'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*'],
    ['StringLike', 'aws:userid', '*:one'],
    ['StringEquals', 'aws:RequestedRegion', 'eu-west-1'],
    ['StringEquals', 'aws:UserAgent', 'ours'],
  ])('where %s %s is %s', (operator, key, value) => expect(isOpen(operator, key, value)).toBe(true));

  test('where one of several values is anybody', () => {
    expect(isOpen('StringLike', 'aws:SourceAccount', own, '*')).toBe(true);
  });

  test('if it leaves some out, whatever a condition says', () => {
    const allBut = statement({
      principals: undefined,
      notPrincipals: { AWS: [`arn:aws:iam::${own}:root`] },
      conditions: { StringEquals: { 'aws:SourceAccount': [own] } },
    });
    expect(isOpenToTheWorld(allBut)).toBe(true);
    expect(letsInOtherAccounts(allBut, own)).toBe(true);
    expect(whom(allBut)).toBe(`all but {"AWS":["arn:aws:iam::${own}:root"]}`);
  });
});

describe('a statement is not open to the world', () => {
  test.each([
    ['StringEquals', 'aws:SourceAccount', own],
    ['StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'o-abcdefghij'],
    ['ForAnyValue:StringEquals', 'aws:SourceVpce', 'vpce-1'],
    ['stringequals', 'AWS:SourceAccount', own],
    ['StringLike', 'aws:userid', 'AROAEXAMPLEID:*'],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${own}:role/*`],
    ['StringLike', 'aws:PrincipalArn', `arn:aws:iam::${own}:role/*`],
    ['ArnLike', 'aws:SourceArn', `arn:aws:cloudtrail:*:${own}:trail/*`],
    ['ArnEquals', 'aws:SourceArn', '${aws_cloudwatch_event_rule.published.arn}'],
    ['StringEquals', 'kms:CallerAccount', own],
  ])('where %s %s is %s', (operator, key, value) => expect(isOpen(operator, key, value)).toBe(false));

  test('if it names somebody, or refuses', () => {
    expect(isOpenToTheWorld(statement({ principals: { AWS: [`arn:aws:iam::${own}:root`] } }))).toBe(false);
    expect(isOpenToTheWorld(statement({ effect: 'Deny' }))).toBe(false);
    const refusal = statement({ effect: 'Deny', principals: undefined, notPrincipals: { AWS: [own] } });
    expect([isOpenToTheWorld(refusal), letsInOtherAccounts(refusal, own)]).toEqual([false, false]);
  });
});

test('another account is let in by its number, and its own is not another', () => {
  const naming = (who: string) => letsInOtherAccounts(statement({ principals: { AWS: [who] } }), own);
  expect([naming('arn:aws:iam::999999999999:root'), naming(`arn:aws:iam::${own}:root`)]).toEqual([true, false]);
  expect(whom(statement({ principals: { Service: ['ec2.amazonaws.com'] } }))).toBe('{"Service":["ec2.amazonaws.com"]}');
});
