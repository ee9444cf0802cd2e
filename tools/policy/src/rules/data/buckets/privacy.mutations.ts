import { inPolicy, remove, type Mutation } from '../../../testing/mutation';
import { having, within, without } from '../changes';
import { block, bucket, ownership, policy } from './parts.mutations';

const grant = (uri: string, permission: string) => ({ grant: [{ type: 'Group', uri, permissions: [permission] }] });
const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers';

export const bucketPrivacyMutations: readonly Mutation[] = [
  block('CKV2_AWS_6', 'a bucket is not locked against the public', remove),
  ...Object.entries({
    CKV_AWS_53: 'block_public_acls',
    CKV_AWS_54: 'block_public_policy',
    CKV_AWS_55: 'ignore_public_acls',
    CKV_AWS_56: 'restrict_public_buckets',
  }).flatMap(([rule, attribute]) => [
    block(rule, `${attribute} is false`, having({ [attribute]: false })),
    block(rule, `${attribute} is not set`, without(attribute)),
  ]),
  bucket('CKV_AWS_20', 'a list lets everybody read', having({ acl: 'public-read' })),
  bucket('CKV_AWS_20', 'a list gives everybody the right to read', having(grant(everybody, 'READ'))),
  bucket('CKV_AWS_57', 'a list lets everybody write', having({ acl: 'public-read-write' })),
  bucket('CKV_AWS_57', 'a list gives everybody all rights', having(grant(everybody, 'FULL_CONTROL'))),
  policy(
    'CKV_AWS_70',
    'a policy lets everybody read',
    inPolicy((statements) => {
      statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' });
    }),
  ),
  policy(
    'CKV_AWS_70',
    'a policy lets every account read',
    inPolicy((statements) => {
      statements.push({ Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 's3:GetObject', Resource: '*' });
    }),
  ),
  bucket(
    'CKV_AWS_70',
    'a bucket lets everybody in by a policy of its own',
    having({
      policy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } }),
    }),
  ),
  policy(
    'CKV_AWS_70',
    'a policy lets in whoever does not say from which account he is',
    inPolicy((statements) => {
      const Condition = { StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' } };
      statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', Condition });
    }),
  ),
  policy(
    'CKV_AWS_70',
    'a policy lets in roles of every account',
    inPolicy((statements) => {
      const Condition = { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } };
      statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', Condition });
    }),
  ),
  policy(
    'CKV_AWS_70',
    'a policy lets in every account, by its length',
    inPolicy((statements) => {
      const Condition = { StringLike: { 'aws:PrincipalAccount': '????????????' } };
      statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', Condition });
    }),
  ),
  policy(
    'CKV_AWS_70',
    'a policy lets in all but one role',
    inPolicy((statements) => {
      const NotPrincipal = { AWS: 'arn:aws:iam::111122223333:role/one' };
      statements.push({ Effect: 'Allow', NotPrincipal, Action: 's3:GetObject', Resource: '*' });
    }),
  ),
  policy(
    'CKV_AWS_93',
    'a policy refuses everybody everything',
    inPolicy((statements) => delete statements[0].Condition),
  ),
  policy(
    'FSBP.S3.6',
    'a policy lets another account read',
    inPolicy((statements) => {
      statements.push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999999999999:root' },
        Action: 's3:GetObject',
      });
    }),
  ),
  policy(
    'FSBP.S3.6',
    'a policy lets in all accounts but one',
    inPolicy((statements) => {
      statements.push({ Effect: 'Allow', NotPrincipal: { AWS: '999999999999' }, Action: 's3:GetObject' });
    }),
  ),
  bucket('FSBP.S3.12', 'a bucket has a list of its own', having({ acl: 'private' })),
  ownership('FSBP.S3.12', 'a bucket does not say who owns its objects', remove),
  ownership(
    'CKV2_AWS_65',
    'objects belong to who uploads them',
    within(['rule'], having({ object_ownership: 'ObjectWriter' })),
  ),
  ownership('CKV2_AWS_65', 'nothing is said of who owns objects', without('rule')),
];
