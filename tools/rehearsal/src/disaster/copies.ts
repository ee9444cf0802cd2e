import {
  BackupClient,
  DescribeBackupJobCommand,
  GetBackupPlanCommand,
  ListBackupPlansCommand,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import type { Scene } from './disaster';

const clientOf = ({ clients: { rds } }: Scene) => {
  const { region, endpoint, credentials } = rds.config;
  return { region, endpoint, credentials };
};

async function backupClient(scene: Scene): Promise<BackupClient> {
  const { region, endpoint, credentials } = clientOf(scene);
  const at = await endpoint?.();
  const url = at && `${at.protocol}//${at.hostname}:${at.port}${at.path}`;
  return new BackupClient({ region, credentials, ...(url !== undefined && { endpoint: url }) });
}

/**
 * Has AWS Backup make the copy that the plan makes every night.
 * @throws if the job fails, as it does near the windows of the server
 */
export async function nightlyCopy(scene: Scene, ResourceArn: string): Promise<Date> {
  const { environment } = scene;
  const client = await backupClient(scene);
  const IamRoleArn = `arn:aws:iam::${environment.account.id}:role/data/${environment.name}-backup`;
  const started = new StartBackupJobCommand({ BackupVaultName: environment.name, ResourceArn, IamRoleArn });
  const { BackupJobId } = await client.send(started);
  const job = await client.send(new DescribeBackupJobCommand({ BackupJobId }));
  if (job.State === 'COMPLETED') return job.CreationDate!;
  throw new Error(`AWS Backup has made no copy of ${ResourceArn}: ${job.StatusMessage ?? job.State}`);
}

/**
 * The longest time between two backups of the deployed backup plan, in minutes: the days between its runs, its start
 * window, and the time allowed to complete a backup.
 */
export async function minutesBetweenCopies(scene: Scene): Promise<number> {
  const client = await backupClient(scene);
  const { BackupPlansList = [] } = await client.send(new ListBackupPlansCommand({}));
  const found = BackupPlansList.find(({ BackupPlanName }) => BackupPlanName?.startsWith(`${scene.environment.name}-`));
  if (!found) throw new Error(`${scene.environment.name} has no backup plan: nothing makes copies.`);
  const { BackupPlan } = await client.send(new GetBackupPlanCommand({ BackupPlanId: found.BackupPlanId }));
  const [rule] = BackupPlan?.Rules ?? [];
  // Every day at one time; another schedule has to be read before it is promised.
  if (!/^cron\(\d+ \d+ \* \* \? \*\)$/.test(rule?.ScheduleExpression ?? '')) {
    throw new Error(
      `The schedule ${rule?.ScheduleExpression} of the backup plan is not understood: complete tools/rehearsal/src/disaster/copies.ts.`,
    );
  }
  return 24 * 60 + (rule?.StartWindowMinutes ?? 480) + (rule?.CompletionWindowMinutes ?? 10080);
}
