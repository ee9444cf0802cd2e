import { isPublic } from './s3-sub-resources';

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('a bucket’s policy', () => {
  it.each<[string, object, boolean]>([
    ['for anybody', { ...allow, Principal: '*' }, true],
    ['for any principal, by AWS’s accounts', { ...allow, Principal: { AWS: ['*'] } }, true],
    ['for a service', { ...allow, Principal: { Service: 'cloudfront.amazonaws.com' } }, false],
    ['that denies', { ...allow, Effect: 'Deny', Principal: '*' }, false],
    ['for one account', { ...allow, Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }, false],
    [
      'for all addresses',
      { ...allow, Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } },
      true,
    ],
    ['over TLS', { ...allow, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, true],
  ])('is public or not: %s', (_, statement, expected) => {
    expect(isPublic(policy(statement))).toBe(expected);
  });
});
