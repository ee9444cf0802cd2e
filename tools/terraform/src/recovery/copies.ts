import type { Session } from '../aws-target/session';

/** A copy of a bucket in a vault of AWS Backup. */
export interface BucketCopy {
  readonly arn: string;
  /** The recovery point: what was written after it is not in the copy. */
  readonly at: Date;
}

/**
 * The newest copy of a bucket in a vault, or the one with an ARN.
 * @throws if there is none
 */
export async function bucketCopy(
  { clients }: Pick<Session, 'clients'>,
  vault: string,
  bucket: string,
  wanted?: string,
): Promise<BucketCopy> {
  const { BackupClient, paginateListRecoveryPointsByBackupVault } = await import('@aws-sdk/client-backup');
  const client = new BackupClient(clients);
  const found: BucketCopy[] = [];
  for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault(
    { client },
    { BackupVaultName: vault },
  )) {
    for (const { ResourceArn, RecoveryPointArn, CreationDate, Status } of RecoveryPoints) {
      if (ResourceArn !== `arn:aws:s3:::${bucket}` || Status !== 'COMPLETED' || !RecoveryPointArn || !CreationDate)
        continue;
      found.push({ arn: RecoveryPointArn, at: CreationDate });
    }
  }
  found.sort((one, other) => other.at.getTime() - one.at.getTime());
  const chosen = wanted === undefined ? found[0] : found.find(({ arn }) => arn === wanted);
  if (chosen) return chosen;
  const known = found.slice(0, 5).map(({ arn, at }) => `${arn} of ${at.toISOString()}`);
  throw new Error(
    `The vault ${vault} has no copy${wanted === undefined ? '' : ` ${wanted}`} of ${bucket} that is complete. Nothing was restored. ` +
      (known.length > 0 ? `The newest are ${known.join(', ')}.` : 'Look at the jobs of AWS Backup.'),
  );
}

/**
 * Has AWS Backup put the objects of a copy back into their bucket, and waits for it. Objects that are there stay as they are (AWS Backup developer
 * guide, "Restore S3 data using AWS Backup").
 * @throws if the job does not complete, with what AWS Backup says
 */
export async function restoreCopy(
  { clients, target }: Pick<Session, 'clients' | 'target'>,
  IamRoleArn: string,
  bucket: string,
  { arn }: BucketCopy,
): Promise<void> {
  const { BackupClient, DescribeRestoreJobCommand, StartRestoreJobCommand } = await import('@aws-sdk/client-backup');
  const client = new BackupClient(clients);
  // The restore itself sets no encryption, so the default encryption of the bucket applies.
  const Metadata = { DestinationBucketName: bucket, NewBucket: 'false', Encrypted: 'false' };
  const started = new StartRestoreJobCommand({ RecoveryPointArn: arn, IamRoleArn, ResourceType: 'S3', Metadata });
  const { RestoreJobId } = await client.send(started);
  for (;;) {
    const { Status, StatusMessage } = await client.send(new DescribeRestoreJobCommand({ RestoreJobId }));
    if (Status === 'COMPLETED') return;
    if (Status === 'ABORTED' || Status === 'FAILED') {
      throw new Error(
        `AWS Backup could not restore ${arn} into ${bucket}: ${StatusMessage ?? Status} (job ${RestoreJobId}).`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, target.kind === 'embedded' ? 100 : 10_000));
  }
}
