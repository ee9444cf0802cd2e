import { remove, type Mutation } from '../../testing/mutation';
import { having, within, without } from './changes';

const of =
  (type: string) =>
  (rule: string, what: string, change: Mutation['change']): Mutation => ({ rule, what, type, change });
const vault = of('aws_backup_vault');
const plan = of('aws_backup_plan');
const selection = of('aws_backup_selection');
const lock = of('aws_backup_vault_lock_configuration');

const server = of('aws_db_instance');
const alarm = (rule: string, what: string, path: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_cloudwatch_metric_alarm',
  path: `backup/alarms/${path}`,
  change,
});

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
  plan(
    'MAL_BAK_3',
    'jobs begin in the maintenance of Sundays',
    within(['rule', 0], having({ schedule: 'cron(30 2 * * ? *)' })),
  ),
  plan(
    'MAL_BAK_3',
    'jobs begin in the hour before the own backups of the server',
    within(['rule', 0], having({ schedule: 'cron(0 0 * * ? *)' })),
  ),
  plan(
    'MAL_BAK_3',
    'a job of the evening may wait until the windows',
    within(['rule', 0], having({ schedule: 'cron(0 20 * * ? *)', start_window: 360 })),
  ),
  plan(
    'MAL_BAK_3',
    'a job has the eight hours of AWS to begin',
    within(['rule', 0], (rule) => Object.assign(rule, { schedule: 'cron(0 18 * * ? *)', start_window: undefined })),
  ),
  plan('MAL_BAK_3', 'jobs come every hour', within(['rule', 0], having({ schedule: 'rate(1 hour)' }))),
  server(
    'MAL_BAK_3',
    'a server is maintained when it is copied',
    having({ maintenance_window: 'sat:05:00-sat:06:00' }),
  ),
  server('MAL_BAK_4', 'a server has its windows at one time', having({ maintenance_window: 'sun:02:00-sun:03:00' })),
  server('MAL_BAK_4', 'RDS chooses when a server is copied', without('backup_window')),
  alarm('MAL_BAK_5', 'no alarm says that the database has no copy', 'rds-missing', remove),
  alarm(
    'MAL_BAK_5',
    'one alarm is on the copies of all resources',
    'rds-missing',
    within(['dimensions'], without('ResourceType')),
  ),
  alarm('MAL_BAK_5', 'nobody hears that the content has no copy', 's3-missing', without('alarm_actions')),
  alarm('MAL_BAK_6', 'no alarm says that a copy has failed', 's3-failed', remove),
  alarm('MAL_BAK_6', 'no alarm says that a job has expired', 'rds-failed', (config) =>
    config.metric_query.splice(2, 1),
  ),
  vault('MAL_BAK_2', 'a destroy takes the backups along', having({ force_destroy: true })),
  lock('MAL_BAK_2', 'anybody can delete backups', remove),
  lock('MAL_BAK_2', 'backups are locked for a day only', having({ min_retention_days: 1 })),
];
