import type { Resource, World } from '@malinshopper/synthesized';
import { remove, type Change } from '../../testing/mutation';
import { custom } from '../ask';
import { metricsOf, notifiesRecipient } from '../cloudwatch/watched';
import { rulesOf, type Row } from '../table';

/** The dimension ResourceType of AWS Backup's metrics. */
const typeOf: Readonly<Record<string, string>> = { aws_db_instance: 'RDS', aws_s3_bucket: 'S3' };

/** The alarms with an action on a metric of AWS Backup, for one type of resource in one of the vaults. */
const alarmsOf = (metric: string, type: string, vaults: readonly Resource[], world: World) =>
  world
    .resources('aws_cloudwatch_metric_alarm')
    .filter((alarm) => notifiesRecipient(alarm, world))
    .filter((alarm) =>
      metricsOf(alarm).some(
        (each) =>
          each.namespace === 'AWS/Backup' &&
          each.metric === metric &&
          each.dimensions['ResourceType'] === type &&
          world.targets(each.dimensions['BackupVaultName'], alarm.stack).some((vault) => vaults.includes(vault)),
      ),
    );

const onAlarm = (name: string, change: Change) => ({
  type: 'aws_cloudwatch_metric_alarm',
  path: `backup/alarms/${name}`,
  change,
});

/** A rule that metrics of AWS Backup have an alarm for each resource of a selection. */
const alarmOn = (
  metrics: readonly string[],
  words: Pick<Row, 'title' | 'why'>,
  breaks: Parameters<typeof custom>[1],
): Row => ({
  ...words,
  covers: 'M2 B1',
  severity: 'high',
  fix: `Add an alarm on ${metrics.join(', ')} with the dimensions BackupVaultName and ResourceType (apps/data/src/backup)`,
  ask: custom(({ config, stack }, world) => {
    const vaults = world
      .targets(config['plan_id'], stack)
      .flatMap((plan) => world.namedBy(plan))
      .filter(({ type }) => type === 'aws_backup_vault');
    for (const resource of world.targets(config['resources'], stack)) {
      const type = typeOf[resource.type];
      if (!type) return `the ResourceType of ${resource.type} in metrics of AWS Backup is unknown: add it to typeOf`;
      const missing = metrics.find((metric) => alarmsOf(metric, type, vaults, world).length === 0);
      if (missing) return `no alarm with an action is on ${missing} of ${type}`;
    }
    return undefined;
  }, breaks),
});

/** Alarms on backup jobs. */
export const backupAlarms = rulesOf('aws_backup_selection', {
  MAL_BAK_5: alarmOn(
    ['NumberOfBackupJobsCompleted'],
    {
      title: 'Resources of a backup selection each have an alarm on missing copies',
      why: 'If one alarm counts all copies, copies of a bucket hide that the database has had no copy for weeks',
    },
    {
      'the alarm on missing copies of the database is removed': onAlarm('rds-missing', remove),
      'one alarm is on the copies of all resources': onAlarm(
        'rds-missing',
        (config) => delete config.dimensions.ResourceType,
      ),
      'the alarm on missing copies of the content has no action': onAlarm(
        's3-missing',
        (config) => delete config.alarm_actions,
      ),
    },
  ),
  MAL_BAK_6: alarmOn(
    ['NumberOfBackupJobsFailed', 'NumberOfBackupJobsExpired', 'NumberOfBackupJobsAborted'],
    {
      title: 'Resources of a backup selection each have an alarm on failed, expired and aborted jobs',
      why: 'A job that cannot start in its start window is expired, not failed',
    },
    {
      'the alarm on failed copies of the content is removed': onAlarm('s3-failed', remove),
      'no alarm is on expired jobs': onAlarm('rds-failed', (config) => config.metric_query.splice(2, 1)),
    },
  ),
});
