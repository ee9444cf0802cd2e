import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
/** The snapshots of the made-up moto, by name. */
let snapshots: string[] = [];

/** The time of day that many hours from now: AWS Backup refuses a job close to the window of a server. */
const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);

beforeEach(async () => {
  snapshots = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    const form = new URLSearchParams(body);
    const [action, snapshot = ''] = [form.get('Action') ?? '', form.get('DBSnapshotIdentifier') ?? undefined];
    const said = (result: string) =>
      response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
    const shown = (name: string) =>
      `<DBSnapshot><DBSnapshotIdentifier>${name}</DBSnapshotIdentifier><SnapshotType>manual</SnapshotType></DBSnapshot>`;
    if (action === 'CreateDBSnapshot') snapshots.push(snapshot);
    if (action === 'DescribeDBSnapshots') return said(`<DBSnapshots>${snapshots.map(shown).join('')}</DBSnapshots>`);
    if (action.endsWith('DBSnapshot') && !action.startsWith('Restore')) return said(shown(snapshot));
    const window = `<PreferredBackupWindow>${clock(12)}-${clock(13)}</PreferredBackupWindow>`;
    const instance = `<DBInstance><DBInstanceIdentifier>${form.get('DBInstanceIdentifier')}</DBInstanceIdentifier>${window}</DBInstance>`;
    return said(action.startsWith('Describe') ? `<DBInstances>${instance}</DBInstances>` : instance);
  });
});
afterEach(() => gateway.close());

const ask = async (action: string, form: Record<string, string>) => {
  const answer = await gateway.query('rds', action, form);
  return { status: answer.status, text: await answer.text() };
};
const server = { DBInstanceIdentifier: 'shop' };

async function copiedByBackup(): Promise<string> {
  const ResourceArn = 'arn:aws:rds:eu-west-1:111111111111:db:shop';
  const body = JSON.stringify({ BackupVaultName: 'v', ResourceArn, IamRoleArn: 'arn:role' });
  const answer = await gateway.call('backup', '/backup-jobs', { method: 'PUT', body });
  const { RecoveryPointArn } = (await answer.json()) as { RecoveryPointArn: string };
  return RecoveryPointArn.replace(/^.*:snapshot:/, '');
}

test('a copy of AWS Backup is a snapshot that is listed only if it is asked for, and that RDS does not delete', async () => {
  const name = await copiedByBackup();
  expect(name).toMatch(/^awsbackup:job-[0-9a-f-]+$/);
  expect((await ask('DescribeDBSnapshots', server)).text).not.toContain('awsbackup');
  const asked = (await ask('DescribeDBSnapshots', { ...server, SnapshotType: 'awsbackup' })).text;
  expect(asked).toContain(`<DBSnapshotIdentifier>${name}</DBSnapshotIdentifier>`);
  expect(asked).toContain('<SnapshotType>awsbackup</SnapshotType>');
  const refused = await ask('DeleteDBSnapshot', { DBSnapshotIdentifier: name });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('managed by AWS Backup')]);
});

test('a manual snapshot is deleted, and has a name of letters, digits and hyphens', async () => {
  expect((await ask('CreateDBSnapshot', { ...server, DBSnapshotIdentifier: 'mine' })).status).toBe(200);
  expect((await ask('DeleteDBSnapshot', { DBSnapshotIdentifier: 'mine' })).status).toBe(200);
  for (const DBSnapshotIdentifier of ['awsbackup:job-1', 'a--b', 'awsbackup-job-1']) {
    expect((await ask('CreateDBSnapshot', { ...server, DBSnapshotIdentifier })).status).toBe(400);
  }
});

test.each([
  [{}, 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.'],
  [
    { SkipFinalSnapshot: 'true', FinalDBSnapshotIdentifier: 'last' },
    'can not be specified when deleting a DB instance with',
  ],
])('a server is deleted either with a last snapshot or without one: %j is refused', async (form, message) => {
  const refused = await ask('DeleteDBInstance', { ...server, ...form });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(message)]);
});

test('a restored server has only what it is given of protection, of a standby, of monitoring and of logs', async () => {
  const snapshot = { ...server, DBSnapshotIdentifier: 'mine' };
  const { text } = await ask('RestoreDBInstanceFromDBSnapshot', snapshot);
  expect(text).toContain('<DeletionProtection>false</DeletionProtection>');
  expect(text).toContain('<MultiAZ>false</MultiAZ>');
  expect(text).toContain('<MonitoringInterval>0</MonitoringInterval>');
  const given = await ask('RestoreDBInstanceFromDBSnapshot', {
    ...snapshot,
    DBInstanceIdentifier: 'other',
    MultiAZ: 'true',
  });
  expect(given.text).toContain('<MultiAZ>true</MultiAZ>');
});
