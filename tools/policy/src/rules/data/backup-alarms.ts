import type { Resource, World } from '@malinshopper/synthesized';
import { metricsOf, tellsSomebody } from '../observability/watched';
import type { Rule } from '../rule';

/** How AWS Backup calls what it copies, in the dimension ResourceType of its metrics. */
const typeOf: Readonly<Record<string, string>> = { aws_db_instance: 'RDS', aws_s3_bucket: 'S3' };

/** The alarms that tell somebody of a metric of AWS Backup, of one type of resource in one vault. */
const alarmsOf = (metric: string, type: string, vaults: readonly Resource[], world: World) =>
  world
    .resources('aws_cloudwatch_metric_alarm')
    .filter((alarm) => tellsSomebody(alarm, world))
    .filter((alarm) =>
      metricsOf(alarm).some(
        (each) =>
          each.namespace === 'AWS/Backup' &&
          each.metric === metric &&
          each.dimensions['ResourceType'] === type &&
          world.targets(each.dimensions['BackupVaultName'], alarm.stack).some((vault) => vaults.includes(vault)),
      ),
    );

/** A rule that asks for alarms on metrics of AWS Backup, for each resource of a selection. */
const watched = (rule: Pick<Rule, 'id' | 'title' | 'why'>, ...metrics: readonly string[]): Rule => ({
  ...rule,
  covers: ['M2', 'B1'],
  severity: 'high',
  fix: `An alarm on ${metrics.join(', ')} with the dimensions BackupVaultName and ResourceType (apps/data/src/backup)`,
  types: ['aws_backup_selection'],
  check: (selection, world) => {
    const { config, stack } = selection;
    const vaults = world
      .targets(config['plan_id'], stack)
      .flatMap((plan) => world.namedBy(plan))
      .filter(({ type }) => type === 'aws_backup_vault');
    for (const resource of world.targets(config['resources'], stack)) {
      const type = typeOf[resource.type];
      if (!type) return `it is not known how AWS Backup calls ${resource.type}: add it to typeOf`;
      const missing = metrics.find((metric) => alarmsOf(metric, type, vaults, world).length === 0);
      if (missing) return `no alarm that tells somebody is on ${missing} of ${type}`;
    }
    return undefined;
  },
});

/** Copies that do not come are heard of, of each resource by itself. */
export const backupAlarmRules: readonly Rule[] = [
  watched(
    {
      id: 'MAL_BAK_5',
      title: 'An alarm says of each resource of a backup selection that no copy of it comes',
      why: 'The copies of a bucket would keep an alarm quiet while the database has had none for weeks',
    },
    'NumberOfBackupJobsCompleted',
  ),
  watched(
    {
      id: 'MAL_BAK_6',
      title: 'An alarm says of each resource of a backup selection that a job has failed, expired or been broken off',
      why: 'A job that cannot begin in its start window has expired, and has not failed',
    },
    'NumberOfBackupJobsFailed',
    'NumberOfBackupJobsExpired',
    'NumberOfBackupJobsAborted',
  ),
];
