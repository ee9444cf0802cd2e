import { isTrue, type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { statementsOfKey } from '../messaging/mailbox';
import { isOpenToTheWorld } from '../statements';
import { must, said } from './must';
import { keyBehind } from './own-key';
import { isProtected } from './protected';

const types = ['aws_kms_key'];

const isWithin = (key: Resource, world: World, right: (statement: Statement) => boolean) =>
  statementsOfKey(key, world).some((statement) => statement.effect === 'Allow' && right(statement));

/** Whether a text names our account. */
const isOurs = (value: string, { environment }: World) => value.includes(environment.account.id);

/** Customer managed keys: they stay usable for whom they are for, and for nobody else. */
export const keyRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_7',
    covers: ['FSBP.KMS.4', 'AwsSolutions-KMS5', 'I2'],
    title: 'Every key that can be changed by KMS is, once a year',
    severity: 'medium',
    why: 'The longer a key is used, the more is lost with it',
    fix: 'enableKeyRotation: true, as EncryptionKey (libs/constructs) has it',
    types,
    // KMS changes no keys that sign (KMS developer guide, "Rotating AWS KMS keys").
    about: ({ config }) => (config['customer_master_key_spec'] ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT',
    check: must('enable_key_rotation', isTrue),
  },
  {
    id: 'CKV_AWS_33',
    covers: ['I2'],
    title: 'No key can be used by everybody',
    severity: 'critical',
    why: 'Then it locks nothing',
    fix: 'Name the service in Principal, and the account in aws:SourceAccount',
    // Each policy by itself: one may be of a key that another app makes.
    types: ['aws_kms_key', 'aws_kms_key_policy'],
    check: (policy, world) => {
      const open = statementsOf(policy, world).find(isOpenToTheWorld);
      return open && `statement ${open.sid} lets in everybody`;
    },
  },
  {
    id: 'CKV_AWS_227',
    title: 'Every key is switched on',
    severity: 'high',
    why: 'What is encrypted with it cannot be read meanwhile',
    fix: 'Leave isEnabled out',
    types,
    check: must('is_enabled', (value) => value === undefined || isTrue(value)),
  },
  {
    id: 'CKV2_AWS_64',
    covers: ['I2'],
    title: 'Every key says who may use it, and lets the account decide about it',
    severity: 'high',
    why: 'The default of the API lets anybody in whom IAM lets; and a key that shuts the account out is lost for good',
    fix: 'Make it with EncryptionKey (libs/constructs)',
    types,
    check: (key, world) => {
      const root = `arn:aws:iam::${world.environment.account.id}:root`;
      const byAccount = isWithin(
        key,
        world,
        ({ principals, actions, conditions }) =>
          (principals?.['AWS'] ?? []).includes(root) &&
          actions.includes('kms:*') &&
          Object.keys(conditions).length === 0,
      );
      return byAccount ? undefined : `${statementsOfKey(key, world).length} statements, none lets ${root} do kms:*`;
    },
  },
  {
    id: 'MAL_KMS_1',
    covers: ['FSBP.KMS.3', 'I2'],
    title: 'A deleted key can be brought back for thirty days; where nothing is protected, for seven',
    severity: 'high',
    why: 'With the key goes all that it encrypts; what is thrown away should not go on to cost',
    fix: 'keyDeletionWindowDays of the protection settings',
    types,
    check: (key, world) =>
      // KMS API, ScheduleKeyDeletion: thirty where nothing is said.
      Number(key.config['deletion_window_in_days'] ?? 30) === (isProtected(key, world) ? 30 : 7)
        ? undefined
        : said(key.config, 'deletion_window_in_days'),
  },
  {
    id: 'MAL_KMS_2',
    covers: ['I2'],
    title: 'Every key has a name',
    severity: 'low',
    why: 'In the console and in CloudTrail, keys without an alias are numbers',
    fix: 'Make it with EncryptionKey (libs/constructs)',
    types,
    check: (key, world) => (world.thatName(key, 'aws_kms_alias').length > 0 ? undefined : 'it has no alias'),
  },
  {
    id: 'MAL_KMS_3',
    covers: ['I2'],
    title: 'A key of volumes lets Auto Scaling lend it to instances',
    severity: 'high',
    why: 'Else instances end as soon as they begin, with nothing but Client.InternalError to see',
    fix: "A statement for AWSServiceRoleForAutoScaling, as the account's key of volumes has it",
    types,
    about: (key, world) =>
      world
        .resources('aws_launch_template')
        .some((template) => keyBehind(template.config['block_device_mappings'], template, world) === key),
    check: (key, world) => {
      const missing = ['kms:Decrypt', 'kms:CreateGrant'].find(
        (call) =>
          !isWithin(key, world, ({ principals, conditions, actions }) => {
            const callers = Object.values(conditions).flatMap((keys) => keys['aws:PrincipalArn'] ?? []);
            return (
              actions.includes(call) &&
              [...(principals?.['AWS'] ?? []), ...callers].some((who) => who.endsWith('/AWSServiceRoleForAutoScaling'))
            );
          }),
      );
      return missing && `AWSServiceRoleForAutoScaling may not ${missing}`;
    },
  },
  {
    id: 'MAL_KMS_4',
    title: 'Services of AWS use a key on behalf of our account only',
    severity: 'medium',
    why: 'A service does what anybody asks it to: without the condition, also with our key (the confused deputy)',
    fix: 'Condition: aws:SourceAccount, or aws:SourceArn with the account in it',
    types,
    check: (key, world) => {
      const open = statementsOfKey(key, world).find(
        ({ effect, principals, conditions }) =>
          effect === 'Allow' &&
          principals?.['Service'] !== undefined &&
          !Object.entries(conditions).some(
            ([operator, keys]) =>
              (/^(String|Arn)(Equals|Like)$/.test(operator) &&
                Object.values(keys).some((values) => values.every((value) => isOurs(value, world)))) ||
              // Only as part of what the service may do anyway, see its other statement.
              keys['kms:GrantIsForAWSResource']?.join() === 'true',
          ),
      );
      return open && `statement ${open.sid} does not say on whose behalf`;
    },
  },
];
