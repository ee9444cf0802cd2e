import { inWords, resourcesIn } from './made';

const json = JSON.stringify({
  resource: {
    aws_route53_zone: { a: { name: 'testing.malinshopper.com' }, b: { name: 'dev.malinshopper.com' } },
    aws_iam_openid_connect_provider: { git: { url: 'https://token.actions.githubusercontent.com' } },
    aws_sns_topic_subscription: { a: { endpoint: 'data@malinshopper.com' }, b: { endpoint: 'data@malinshopper.com' } },
    aws_kms_key: { a: {}, b: {} },
    aws_kms_alias: { a: {} },
  },
});

test('resources of known types are listed by name, each name once, and the others are counted', () => {
  expect(inWords(json).map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    '  2 hosted zones  testing.malinshopper.com, dev.malinshopper.com',
    '  1 OIDC provider  https://token.actions.githubusercontent.com',
    '  1 address for alarms  data@malinshopper.com',
    '  2 keys',
    '  1 more  settings of the account, policies, aliases, log groups, alarms',
  ]);
  expect(resourcesIn(json)).toBe(8);
});

test('a stack of known types only has no line about others', () => {
  expect(inWords(JSON.stringify({ resource: { aws_kms_key: { a: {} } } }))).toEqual(['  1 key']);
});
