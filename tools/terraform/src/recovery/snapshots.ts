import type { DBSnapshot } from '@aws-sdk/client-rds';
import type { ClientConfiguration } from '../aws-target/session';

/** RDS has one server of a name in an account and region. @throws if it exists */
export async function assertGone(clients: ClientConfiguration, identifier: string): Promise<void> {
  const { DescribeDBInstancesCommand, RDSClient } = await import('@aws-sdk/client-rds');
  const { DBInstances = [] } = await new RDSClient(clients).send(new DescribeDBInstancesCommand({}));
  const standing = DBInstances.find((one) => one.DBInstanceIdentifier === identifier);
  if (!standing) return;
  throw new Error(
    `${identifier} exists (${standing.DBInstanceStatus}), and RDS has no two servers of one name. Nothing was restored. If it is to be replaced, ` +
      `give it another name first: aws rds modify-db-instance --db-instance-identifier ${identifier} --new-db-instance-identifier ${identifier}-old ` +
      '--apply-immediately',
  );
}

/**
 * The snapshots from which a server can be restored, the newest first: automated snapshots, manual snapshots, and
 * snapshots of AWS Backup.
 */
async function snapshotsOf(
  clients: ClientConfiguration,
  identifier: string,
): Promise<(DBSnapshot & { SnapshotCreateTime: Date })[]> {
  const { paginateDescribeDBSnapshots, RDSClient } = await import('@aws-sdk/client-rds');
  const client = new RDSClient(clients);
  const found: DBSnapshot[] = [];
  // RDS lists snapshots of AWS Backup only on request (API reference: DescribeDBSnapshots, SnapshotType).
  for (const SnapshotType of [undefined, 'awsbackup']) {
    const asked = { DBInstanceIdentifier: identifier, ...(SnapshotType && { SnapshotType }) };
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, asked)) found.push(...DBSnapshots);
  }
  return found
    .flatMap((one) =>
      one.Status === 'available' && one.SnapshotCreateTime
        ? [{ ...one, SnapshotCreateTime: one.SnapshotCreateTime }]
        : [],
    )
    .sort((one, other) => other.SnapshotCreateTime.getTime() - one.SnapshotCreateTime.getTime());
}

/** The newest snapshot of a server, or the one with a name or an ARN. @throws if there is none that is available */
export async function chosenSnapshot(clients: ClientConfiguration, identifier: string, wanted: string | undefined) {
  const all = await snapshotsOf(clients, identifier);
  const chosen =
    wanted === undefined
      ? all[0]
      : all.find((one) => one.DBSnapshotIdentifier === wanted || one.DBSnapshotArn === wanted);
  if (chosen) return { snapshot: chosen.DBSnapshotIdentifier!, at: chosen.SnapshotCreateTime };
  const known = all.slice(0, 5).map((one) => `${one.DBSnapshotIdentifier} of ${one.SnapshotCreateTime.toISOString()}`);
  throw new Error(
    `${identifier} has no snapshot${wanted === undefined ? '' : ` ${wanted}`} that can be restored. Nothing was restored. ` +
      (known.length > 0
        ? `The newest are ${known.join(', ')}.`
        : 'If another region or account has one, copy it to this account and region first (aws rds copy-db-snapshot).'),
  );
}
