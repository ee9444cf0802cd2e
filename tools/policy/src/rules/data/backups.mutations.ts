import { remove, type Mutation } from '../../testing/mutation';
import { having, within, without } from './changes';

const of =
  (type: string) =>
  (rule: string, what: string, change: Mutation['change']): Mutation => ({ rule, what, type, change });
const vault = of('aws_backup_vault');
const plan = of('aws_backup_plan');
const selection = of('aws_backup_selection');
const lock = of('aws_backup_vault_lock_configuration');

export const backupMutations: readonly Mutation[] = [
  vault('CKV_AWS_166', 'backups are encrypted with the key of AWS Backup', without('kms_key_arn')),
  vault(
    'CKV_AWS_166',
    'backups are encrypted with a key that is not ours',
    having({ kms_key_arn: 'alias/aws/backup' }),
  ),
  selection('FSBP.RDS.26', 'nothing is backed up', remove),
  selection('FSBP.RDS.26', 'the database is not backed up', (config) => config.resources.splice(0, 1)),
  selection('FSBP.RDS.26', 'the content is not backed up', (config) => config.resources.splice(1, 1)),
  selection(
    'FSBP.RDS.26',
    'everything that is chosen is left out',
    (config) => (config.not_resources = config.resources),
  ),
  selection('FSBP.RDS.26', 'the selection is of no plan', having({ plan_id: 'gone' })),
  plan(
    'FSBP.RDS.26',
    'the plan copies into a vault that is not ours',
    within(['rule', 0], having({ target_vault_name: 'Default' })),
  ),
  plan('MAL_BAK_1', 'backups are made once a month', within(['rule', 0], having({ schedule: 'cron(30 2 1 * ? *)' }))),
  plan('MAL_BAK_1', 'a copy is kept for a week', within(['rule', 0, 'lifecycle'], having({ delete_after: 7 }))),
  plan('MAL_BAK_1', 'a plan has no rule', without('rule')),
  vault('MAL_BAK_2', 'a destroy takes the backups along', having({ force_destroy: true })),
  lock('MAL_BAK_2', 'anybody can delete backups', remove),
  lock('MAL_BAK_2', 'backups are locked for a day only', having({ min_retention_days: 1 })),
];
