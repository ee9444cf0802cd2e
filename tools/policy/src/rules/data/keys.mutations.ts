import { inPolicy, remove, type Mutation } from '../../testing/mutation';
import { having, without } from './changes';

const of =
  (path: string) =>
  (rule: string, what: string, change: Mutation['change'], more: Partial<Mutation> = {}): Mutation => ({
    rule,
    what,
    type: 'aws_kms_key',
    path,
    change,
    ...more,
  });
const key = of('database/key/Resource');
const volumes = of('account/volumes/key/Resource');
const content = of('content/key/Resource');

export const keyMutations: readonly Mutation[] = [
  key('CKV_AWS_7', 'a key is never changed', having({ enable_key_rotation: false })),
  key('CKV_AWS_7', 'nothing is said of changing a key', without('enable_key_rotation')),
  key(
    'CKV_AWS_33',
    'everybody may use a key',
    inPolicy((statements) =>
      statements.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }),
    ),
  ),
  volumes(
    'CKV_AWS_33',
    'everybody may use the key of volumes',
    inPolicy((statements) => {
      delete statements[1].Condition.StringEquals;
      delete statements[1].Condition.ArnEquals;
    }),
  ),
  volumes(
    'CKV_AWS_33',
    'whoever does not say from which account he is may use the key of volumes',
    inPolicy((statements) => {
      statements[1].Condition = { StringEqualsIfExists: statements[1].Condition.StringEquals };
    }),
  ),
  key(
    'CKV_AWS_33',
    'all but one may use a key',
    inPolicy((statements) => {
      const NotPrincipal = { AWS: 'arn:aws:iam::111122223333:role/one' };
      statements.push({ Effect: 'Allow', NotPrincipal, Action: 'kms:Decrypt', Resource: '*' });
    }),
  ),
  key('CKV_AWS_33', 'everybody may use a key by a policy beside it', (_config, resources) => {
    const policy = { Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' } };
    resources['aws_kms_key_policy'] = { open: { key_id: 'key-of-another-app', policy: JSON.stringify(policy) } };
  }),
  key('CKV_AWS_227', 'a key is switched off', having({ is_enabled: false })),
  key('CKV2_AWS_64', 'a key has no policy', without('policy')),
  key(
    'CKV2_AWS_64',
    'the account does not decide about a key',
    inPolicy((statements) => statements.splice(0, 1)),
  ),
  key(
    'CKV2_AWS_64',
    'another account decides about a key',
    inPolicy((statements) => (statements[0].Principal = { AWS: 'arn:aws:iam::999999999999:root' })),
  ),
  key('MAL_KMS_1', 'a deleted key of production is gone after a week', having({ deletion_window_in_days: 7 })),
  content('MAL_KMS_1', 'a deleted key of a branch costs for a month', without('deletion_window_in_days'), {
    kind: 'branch',
  }),
  { rule: 'MAL_KMS_2', what: 'a key has no alias', type: 'aws_kms_alias', path: 'database/key/alias', change: remove },
  volumes(
    'MAL_KMS_3',
    'Auto Scaling may not lend the key of volumes',
    inPolicy((statements) => statements.pop()),
  ),
  volumes(
    'MAL_KMS_3',
    'Auto Scaling may not decrypt with the key of volumes',
    inPolicy((statements) => statements.splice(1, 1)),
  ),
  content(
    'MAL_KMS_4',
    'CloudFront uses a key for everybody',
    inPolicy((statements) => delete statements[1].Condition),
  ),
  content(
    'MAL_KMS_4',
    'CloudFront uses a key for another account',
    inPolicy((statements) => {
      statements[1].Condition = { StringEquals: { 'aws:SourceAccount': '999999999999' } };
    }),
  ),
];
