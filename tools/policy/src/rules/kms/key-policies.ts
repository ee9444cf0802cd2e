import { type Resource, type Statement, type World, statementsOf } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { custom } from '../ask';
import { statementsOfKey } from '../messaging/mailbox';
import { allowing, noForeignPrincipals, notPublic } from '../statement-asks';
import { rulesOf } from '../table';
import { keyBehind } from './own-key';

const ofVolumes = { path: 'account/volumes/key/Resource' };

const allows = (key: Resource, world: World, right: (statement: Statement) => boolean) =>
  statementsOfKey(key, world).some((statement) => statement.effect === 'Allow' && right(statement));

/** Policies of customer managed keys. */
export const keyPolicies = rulesOf(
  'aws_kms_key',
  {
    CKV_AWS_33: {
      title: 'Key policies are not public',
      severity: 'critical',
      covers: 'I2',
      // Each policy is judged alone: one may be for a key of another app.
      types: ['aws_kms_key', 'aws_kms_key_policy'],
      why: 'A key that every account can use protects nothing',
      fix: 'Name the service in Principal and the account in aws:SourceAccount',
      ask: notPublic(statementsOf, {
        'the public may use a key': allowing({ Principal: '*', Action: 'kms:Decrypt' }),
        'the public may use the key of volumes': {
          ...ofVolumes,
          change: inPolicy(([, { Condition }]) => {
            delete Condition.StringEquals;
            delete Condition.ArnEquals;
          }),
        },
        'callers without an account may use the key of volumes': {
          ...ofVolumes,
          change: inPolicy(([, use]) => (use.Condition = { StringEqualsIfExists: use.Condition.StringEquals })),
        },
        'all but one role may use a key': allowing({
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/one' },
          Action: 'kms:Decrypt',
        }),
        'a separate policy lets the public use a key': (_config, resources) => {
          const policy = { Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' } };
          resources['aws_kms_key_policy'] = { open: { key_id: 'key-of-another-app', policy: JSON.stringify(policy) } };
        },
      }),
    },
    CKV2_AWS_64: {
      title: 'Keys have a policy that gives the account control',
      severity: 'high',
      covers: 'I2',
      why: 'The default policy of the API leaves access to IAM alone; a policy without the account cannot be changed any more',
      fix: 'Use EncryptionKey (libs/constructs)',
      ask: custom(
        (key, world) => {
          const root = `arn:aws:iam::${world.environment.account.id}:root`;
          const byAccount = allows(
            key,
            world,
            ({ principals, actions, conditions }) =>
              (principals?.['AWS'] ?? []).includes(root) &&
              actions.includes('kms:*') &&
              Object.keys(conditions).length === 0,
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
      ),
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
      fix: "Add a statement for AWSServiceRoleForAutoScaling, as in the account's key of volumes",
      ask: custom(
        (key, world) => {
          const missing = ['kms:Decrypt', 'kms:CreateGrant'].find(
            (call) =>
              !allows(key, world, ({ principals, conditions, actions }) => {
                const callers = Object.values(conditions).flatMap((keys) => keys['aws:PrincipalArn'] ?? []);
                return (
                  actions.includes(call) &&
                  [...(principals?.['AWS'] ?? []), ...callers].some((caller) =>
                    caller.endsWith('/AWSServiceRoleForAutoScaling'),
                  )
                );
              }),
          );
          return missing && `AWSServiceRoleForAutoScaling is not allowed ${missing}`;
        },
        {
          'Auto Scaling is not allowed to grant the key of volumes': inPolicy((statements) => statements.pop()),
          'Auto Scaling is not allowed to decrypt with the key of volumes': inPolicy((statements) =>
            statements.splice(1, 1),
          ),
        },
      ),
      tried: ofVolumes,
    },
    MAL_KMS_4: {
      title: 'AWS services use keys for this account only',
      severity: 'medium',
      why: 'A service acts on behalf of any account: without the condition another account can use this key through it (confused deputy)',
      fix: 'Add a condition on aws:SourceAccount, or on aws:SourceArn with the account in it',
      ask: noForeignPrincipals(statementsOfKey, ['unsourced'], {
        'CloudFront may use a key for all accounts': inPolicy(([, use]) => delete use.Condition),
        'CloudFront may use a key for another account': inPolicy(([, use]) => {
          use.Condition = { StringEquals: { 'aws:SourceAccount': '999999999999' } };
        }),
      }),
      tried: { path: 'content/key/Resource' },
    },
  },
  { path: 'database/key/Resource' },
);
