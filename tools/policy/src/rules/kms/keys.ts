import { type Resource, type Statement, type World } from '@malinshopper/synthesized';
import { inPolicy, remove, type Change } from '../../testing/mutation';
import { alsoBroken, at, custom, on, onOrUnset } from '../ask';
import { statementsOfKey } from '../messaging/mailbox';
import { isProtected } from '../protected';
import { allowing, noStatement } from '../statement-asks';
import { isOpenToTheWorld } from '../statements';
import { rulesOf } from '../table';
import { keyBehind } from './own-key';

const ofVolumes = (change: Change) => ({ path: 'account/volumes/key/Resource', change });
const ofContent = (change: Change) => ({ path: 'content/key/Resource', change });

const allows = (key: Resource, world: World, right: (statement: Statement) => boolean) =>
  statementsOfKey(key, world).some((statement) => statement.effect === 'Allow' && right(statement));

const isNotPublic = noStatement(isOpenToTheWorld, () => 'allows everyone', {
  'everyone may use a key': allowing({ Principal: '*', Action: 'kms:Decrypt' }),
  'everyone may use the key of volumes': ofVolumes(
    inPolicy((statements) => {
      delete statements[1].Condition.StringEquals;
      delete statements[1].Condition.ArnEquals;
    }),
  ),
  'callers without an account may use the key of volumes': ofVolumes(
    inPolicy((statements) => {
      statements[1].Condition = { StringEqualsIfExists: statements[1].Condition.StringEquals };
    }),
  ),
  'all but one role may use a key': allowing({
    NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/one' },
    Action: 'kms:Decrypt',
  }),
  'a separate policy lets everyone use a key': (_config, resources) => {
    const policy = { Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' } };
    resources['aws_kms_key_policy'] = { open: { key_id: 'key-of-another-app', policy: JSON.stringify(policy) } };
  },
});

const isControlledByTheAccount = custom(
  (key, world) => {
    const root = `arn:aws:iam::${world.environment.account.id}:root`;
    const byAccount = allows(
      key,
      world,
      ({ principals, actions, conditions }) =>
        (principals?.['AWS'] ?? []).includes(root) && actions.includes('kms:*') && Object.keys(conditions).length === 0,
    );
    return byAccount ? undefined : `${statementsOfKey(key, world).length} statements, none allows ${root} kms:*`;
  },
  {
    'a key has no policy': (config) => delete config.policy,
    'the account has no control of a key': inPolicy((statements) => statements.splice(0, 1)),
    'another account controls a key': inPolicy(
      (statements) => (statements[0].Principal = { AWS: 'arn:aws:iam::999999999999:root' }),
    ),
  },
);

const autoScaling = '/AWSServiceRoleForAutoScaling';
const isGrantedByAutoScaling = custom(
  (key, world) => {
    const missing = ['kms:Decrypt', 'kms:CreateGrant'].find(
      (call) =>
        !allows(key, world, ({ principals, conditions, actions }) => {
          const callers = Object.values(conditions).flatMap((keys) => keys['aws:PrincipalArn'] ?? []);
          return (
            actions.includes(call) &&
            [...(principals?.['AWS'] ?? []), ...callers].some((caller) => caller.endsWith(autoScaling))
          );
        }),
    );
    return missing && `AWSServiceRoleForAutoScaling is not allowed ${missing}`;
  },
  {
    'Auto Scaling is not allowed to grant the key of volumes': ofVolumes(inPolicy((statements) => statements.pop())),
    'Auto Scaling is not allowed to decrypt with the key of volumes': ofVolumes(
      inPolicy((statements) => statements.splice(1, 1)),
    ),
  },
);

/** Whether a statement limits a service to requests for this account. */
const isForThisAccount = ({ conditions }: Statement, { environment: { account } }: World) =>
  Object.entries(conditions).some(
    ([operator, keys]) =>
      (/^(String|Arn)(Equals|Like)$/.test(operator) &&
        Object.values(keys).some((values) => values.every((value) => value.includes(account.id)))) ||
      // Only a part of what another statement allows the service.
      keys['kms:GrantIsForAWSResource']?.join() === 'true',
  );

const servesOnlyThisAccount = custom(
  (key, world) => {
    const open = statementsOfKey(key, world).find(
      (statement) =>
        statement.effect === 'Allow' &&
        statement.principals?.['Service'] !== undefined &&
        !isForThisAccount(statement, world),
    );
    return open && `statement ${open.sid} has no condition on the account`;
  },
  {
    'CloudFront may use a key for all accounts': ofContent(inPolicy((statements) => delete statements[1].Condition)),
    'CloudFront may use a key for another account': ofContent(
      inPolicy((statements) => {
        statements[1].Condition = { StringEquals: { 'aws:SourceAccount': '999999999999' } };
      }),
    ),
  },
);

/** Customer managed keys. */
export const keys = rulesOf(
  'aws_kms_key',
  {
    CKV_AWS_7: {
      title: 'Symmetric keys are rotated every year',
      severity: 'medium',
      covers: 'FSBP.KMS.4 AwsSolutions-KMS5 I2',
      // KMS does not rotate asymmetric keys (KMS developer guide, "Rotating AWS KMS keys").
      about: ({ config }) => (config['customer_master_key_spec'] ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT',
      why: 'The longer a key is used, the more data its loss exposes',
      fix: 'Set enableKeyRotation, or use EncryptionKey (libs/constructs)',
      ask: on('enable_key_rotation'),
    },
    CKV_AWS_33: {
      title: 'Key policies are not public',
      severity: 'critical',
      covers: 'I2',
      // Each policy by itself: one may be for a key of another app.
      types: ['aws_kms_key', 'aws_kms_key_policy'],
      why: 'A key that every account can use protects nothing',
      fix: 'Name the service in Principal and the account in aws:SourceAccount',
      ask: isNotPublic,
    },
    CKV_AWS_227: {
      title: 'Keys are enabled',
      severity: 'high',
      why: 'Data that is encrypted with a disabled key cannot be read',
      fix: 'Leave isEnabled out',
      ask: onOrUnset('is_enabled'),
    },
    CKV2_AWS_64: {
      title: 'Keys have a policy that gives the account control',
      severity: 'high',
      covers: 'I2',
      why: "The API's default policy leaves access to IAM alone; a policy without the account cannot be changed any more",
      fix: 'Use EncryptionKey (libs/constructs)',
      ask: isControlledByTheAccount,
    },
    MAL_KMS_1: {
      title: 'Deleted keys can be restored for thirty days, those of unprotected environments for seven',
      severity: 'high',
      covers: 'FSBP.KMS.3 I2',
      why: 'Deleting a key destroys all data that it encrypts; a key that waits for deletion costs money',
      fix: 'Set deletionWindowInDays from keyDeletionWindowDays of ProtectionSettings',
      // The default of KMS is 30 (KMS API, ScheduleKeyDeletion).
      ask: alsoBroken(
        at(
          'deletion_window_in_days',
          (days, key, world) => Number(days ?? 30) === (isProtected(key, world) ? 30 : 7),
          7,
        ),
        {
          'the key of a branch waits thirty days': {
            kind: 'branch',
            ...ofContent((config) => delete config.deletion_window_in_days),
          },
        },
      ),
    },
    MAL_KMS_2: {
      title: 'Keys have an alias',
      severity: 'low',
      covers: 'I2',
      why: 'The console and CloudTrail show a key without an alias as an id',
      fix: 'Use EncryptionKey (libs/constructs)',
      ask: custom((key, world) => (world.thatName(key, 'aws_kms_alias').length > 0 ? undefined : 'has no alias'), {
        'the alias of a key is removed': { type: 'aws_kms_alias', path: 'database/key/alias', change: remove },
      }),
    },
    MAL_KMS_3: {
      title: 'Keys of volumes can be granted by Auto Scaling',
      severity: 'high',
      covers: 'I2',
      about: (key, world) =>
        world
          .resources('aws_launch_template')
          .some((template) => keyBehind(template.config['block_device_mappings'], template, world) === key),
      why: 'Instances with an encrypted volume would stop at launch with Client.InternalError',
      fix: "Add a statement for AWSServiceRoleForAutoScaling, as the account's key of volumes has it",
      ask: isGrantedByAutoScaling,
    },
    MAL_KMS_4: {
      title: 'AWS services use keys for this account only',
      severity: 'medium',
      why: 'A service acts for any account that asks it: without the condition also with this key (confused deputy)',
      fix: 'Add a condition on aws:SourceAccount, or on aws:SourceArn with the account in it',
      ask: servesOnlyThisAccount,
    },
  },
  { path: 'database/key/Resource' },
);
