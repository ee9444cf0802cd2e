import { RDSClient } from '@aws-sdk/client-rds';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertGone, chosenSnapshot } from './snapshots';

const { clients } = fakeSession(fakeS3(new Map()).client);

/** A stand-in for RDS with servers and snapshots. It lists snapshots of AWS Backup only on request, as RDS does. */
function having(servers: readonly string[], snapshots: readonly Readonly<Record<string, unknown>>[] = []): void {
  const send = async ({ input }: { input: { SnapshotType?: string } }) => ({
    DBInstances: servers.map((DBInstanceIdentifier) => ({ DBInstanceIdentifier, DBInstanceStatus: 'available' })),
    DBSnapshots: snapshots.filter(
      ({ SnapshotType }) => (SnapshotType === 'awsbackup') === (input.SnapshotType === 'awsbackup'),
    ),
  });
  jest.spyOn(RDSClient.prototype, 'send').mockImplementation(send as unknown as () => void);
}
afterEach(() => jest.restoreAllMocks());

const snapshot = (DBSnapshotIdentifier: string, day: number, more: object = {}) => ({
  ...{ DBSnapshotIdentifier, DBSnapshotArn: `arn:${DBSnapshotIdentifier}`, Status: 'available' },
  ...{ SnapshotCreateTime: new Date(Date.UTC(2026, 10, day)), SnapshotType: 'manual', ...more },
});
const ofBackup = { SnapshotType: 'awsbackup' };

test('the newest snapshot that is whole is restored, of RDS or of AWS Backup', async () => {
  having(
    [],
    [snapshot('mine', 1), snapshot('awsbackup:job-1', 3, ofBackup), snapshot('half', 4, { Status: 'creating' })],
  );
  await expect(chosenSnapshot(clients, 'shop', undefined)).resolves.toEqual({
    snapshot: 'awsbackup:job-1',
    at: new Date(Date.UTC(2026, 10, 3)),
  });
  for (const wanted of ['mine', 'arn:mine']) {
    await expect(chosenSnapshot(clients, 'shop', wanted)).resolves.toMatchObject({ snapshot: 'mine' });
  }
});

test('a snapshot that is not there is refused with those that are', async () => {
  having([], [snapshot('mine', 1)]);
  await expect(chosenSnapshot(clients, 'shop', 'other')).rejects.toThrow(
    'shop has no snapshot other that can be restored. Nothing was restored. The newest are mine of 2026-11-01T00:00:00.000Z.',
  );
  having([]);
  await expect(chosenSnapshot(clients, 'shop', undefined)).rejects.toThrow(
    'shop has no snapshot that can be restored.',
  );
});

test('nothing is restored under the name of a server that exists', async () => {
  having(['other']);
  await expect(assertGone(clients, 'shop')).resolves.toBeUndefined();
  having(['shop']);
  await expect(assertGone(clients, 'shop')).rejects.toThrow(
    /^shop exists \(available\), and RDS has no two servers of one name\. Nothing was restored\. .*--new-db-instance-identifier shop-old/,
  );
});
