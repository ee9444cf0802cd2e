import { allowsMore, documentBut, keepsDenials, sameEffect } from './documents';

const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'a', ...more });
const deny = (more: object = {}) => ({ Effect: 'Deny', Action: ['s3:*'], Resource: ['a', 'b'], ...more });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a policy that must keep its effect', () => {
  const { allows, allowsImported } = sameEffect('the readers');
  const before = policy(allow({ Sid: 'One' }), deny());

  test.each([
    ['another id', policy(allow({ Sid: 'Two' }), deny())],
    ['another order', policy(deny({ Resource: ['b', 'a'] }), allow())],
    ['a list of one', policy(allow({ Action: ['s3:GetObject'] }), deny({ Action: 's3:*' }))],
  ])('may have %s', (_what, after) => expect(allows(before, after)).toBe(true));

  test.each([
    ['lose a denial', policy(allow()), 'Deny s3:* would go'],
    ['deny less', policy(allow(), deny({ Resource: 'a' })), 'Deny s3:* would go'],
    ['deny under a condition', policy(allow(), deny({ Condition: { Bool: { x: 'true' } } })), 'Deny s3:* would go'],
    ['deny by exclusion', policy(allow(), deny({ Action: undefined, NotAction: 's3:*' })), 'Deny s3:* would go'],
    ['remove a permission', policy(deny()), 'Allow s3:GetObject would go'],
    [
      'allow more',
      policy(allow({ Action: ['s3:GetObject', 's3:PutObject'] }), deny()),
      'Allow s3:GetObject s3:PutObject would come',
    ],
    ['allow another', policy(allow({ Principal: '*' }), deny()), 'Allow s3:GetObject would come'],
    ['have no JSON', '{', 'it is no policy that the guard can read'],
    ['have no policy', '[]', 'it is no policy that the guard can read'],
    ['have invalid statements', '{"Statement":["x"]}', 'it is no policy that the guard can read'],
  ])('may not %s', (_what, after, fault) => expect(allows(before, after)).toContain(fault));

  test('may gain statements, and lose none, when Terraform imports it', () => {
    expect(allowsImported?.(policy(allow()), before)).toBe(true);
    expect(allowsImported?.(before, policy(allow()))).toBe('Deny s3:* would go');
  });
});

test('a policy that may allow more gains permissions, and no denial', () => {
  const { allows } = allowsMore('the published events');
  const before = policy(allow({ Principal: { Service: 'a' } }));
  expect(allows(before, policy(allow({ Principal: { Service: ['a', 'b'] } })))).toBe(true);
  expect(allows(before, policy(allow({ Principal: { Service: 'a' } }), allow()))).toBe(true);
  expect(allows(before, policy(allow({ Principal: { Service: 'a' } }), deny()))).toBe('Deny s3:* would come');
  expect(allows(before, policy(allow({ Principal: { Service: 'b' } })))).toContain('would go');
});

test('a policy of an identity keeps its denials, and the permissions for logs, backups, objects and keys', () => {
  const { allows } = keepsDenials('its denials');
  const before = policy(deny(), allow({ Action: ['ec2:DescribeTags', 'logs:PutLogEvents'] }));
  expect(allows(before, policy(deny(), allow({ Action: ['logs:PutLogEvents', 'ec2:RunInstances'] })))).toBe(true);
  expect(allows(before, policy(deny(), allow({ Action: 'ec2:DescribeTags' })))).toBe(
    'Allow logs:PutLogEvents would go',
  );
  expect(allows(before, policy(allow({ Action: ['logs:PutLogEvents'] })))).toBe('Deny s3:* would go');
});

test('a document may change in its free members, and is refused if it cannot be read', () => {
  const { allows } = documentBut(['inputs.time'], 'the logs');
  expect(allows('{"inputs":{"time":1,"log":true}}', '{"inputs":{"log":true,"time":2}}')).toBe(true);
  expect(allows('{"inputs":{"time":1,"log":true}}', '{"inputs":{"time":1,"log":false}}')).toBe(false);
  expect(allows('{', '{')).toBe('it is no JSON that the guard can read');
});
