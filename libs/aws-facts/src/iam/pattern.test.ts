import { actionPattern, isActionLike, likePattern } from '.';

describe('a pattern of a policy', () => {
  it.each([
    ['s3:Get*', 's3:GetObject'],
    ['S3:getobject', 's3:GetObject'],
    ['*', 'ec2:RunInstances'],
    ['s3:?etObject', 's3:GetObject'],
  ])('%s matches the action %s', (pattern, action) => {
    expect(isActionLike(pattern, action)).toBe(true);
  });

  it.each([
    ['s3:Get', 's3:GetObject'],
    ['3:Get*', 's3:GetObject'],
    ['s3.Get*', 's3:GetObject'],
    ['s3:Get?', 's3:Get'],
  ])('%s does not match the action %s', (pattern, action) => {
    expect(isActionLike(pattern, action)).toBe(false);
  });

  it('matches literally where a character has a meaning in regular expressions only', () => {
    for (const text of ['a.b+c', 'a(b|c)', '[a]^$', 'a\\d', '${aws_s3_bucket.a.arn}/x']) {
      expect(likePattern(text).test(text)).toBe(true);
    }
    expect(likePattern('arn:aws:s3:::example.com').test('arn:aws:s3:::example-com')).toBe(false);
  });

  it('is case-sensitive, except in actions', () => {
    expect(likePattern('role/Web').test('role/web')).toBe(false);
    expect(actionPattern('s3:GET*').test('s3:GetObject')).toBe(true);
  });

  it('matches slashes, colons and line breaks too', () => {
    expect(likePattern('arn:aws:s3:::a*').test('arn:aws:s3:::a/b:c\nd')).toBe(true);
  });

  it('supports the escapes of special characters: ${*}, ${?}, ${$}', () => {
    expect(likePattern('a${*}b').test('a*b')).toBe(true);
    expect(likePattern('a${*}b').test('axb')).toBe(false);
    expect(likePattern('a${?}').test('ab')).toBe(false);
    expect(likePattern('a${$}{b').test('a${b')).toBe(true);
  });
});
