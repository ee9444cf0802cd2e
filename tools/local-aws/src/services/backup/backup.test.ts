import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

/** A stand-in for moto. It stores plans, and refuses the name of every earlier plan, as moto does. */
beforeEach(async () => {
  const plans = new Map<string, { BackupPlanName: string; deleted?: boolean }>();
  gateway = await GatewayForTest.before((request, body, response) => {
    const id = request.url?.split('/')[3] ?? '';
    if (request.method === 'PUT' && request.url?.startsWith('/backup/plans')) {
      const { BackupPlan } = JSON.parse(body) as { BackupPlan: { BackupPlanName: string } };
      const known = [...plans.values()].some(({ BackupPlanName }) => BackupPlanName === BackupPlan.BackupPlanName);
      if (known) response.writeHead(400);
      else plans.set(`p${plans.size + 1}`, BackupPlan);
      response.end(JSON.stringify({ BackupPlanId: `p${plans.size}` }));
    } else if (request.method === 'GET' && request.url?.startsWith('/backup/plans') && id !== '') {
      response.end(JSON.stringify({ BackupPlanId: id, BackupPlan: { ...plans.get(id) } }));
    } else if (request.method === 'GET' && request.url?.startsWith('/backup/plans')) {
      const BackupPlansList = [...plans].map(([BackupPlanId, plan]) => ({ BackupPlanId, ...plan }));
      response.end(JSON.stringify({ BackupPlansList }));
    } else {
      if (request.url?.endsWith('/gone')) response.writeHead(404);
      response.end('{}');
    }
  });
});

const call = async (method: string, path: string, body?: object) => {
  const answer = await gateway.call('backup', path, { method, body: body && JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const rules = [{ RuleName: 'daily' }];
const create = () =>
  call('PUT', '/backup/plans/', { BackupPlan: { BackupPlanName: 'daily', Rules: rules }, BackupPlanTags: { a: 'b' } });

test('a plan is returned as it was written', async () => {
  await create();
  const { body } = await call('GET', '/backup/plans/p1');
  expect(body).toEqual({ BackupPlanId: 'p1', BackupPlan: { BackupPlanName: 'daily', Rules: rules } });
  const updated = { BackupPlanName: 'weekly', Rules: [{ RuleName: 'weekly' }] };
  await call('POST', '/backup/plans/p1', { BackupPlan: updated });
  expect((await call('GET', '/backup/plans/p1')).body).toMatchObject({ BackupPlan: updated });
  const { BackupPlansList } = (await call('GET', '/backup/plans/')).body;
  expect(BackupPlansList).toMatchObject([{ BackupPlanId: 'p1', BackupPlanName: 'weekly' }]);
});

test('a plan can be created again after it was deleted', async () => {
  expect((await create()).status).toBe(200);
  await call('DELETE', '/backup/plans/p1');
  expect(await create()).toEqual({ status: 200, body: { BackupPlanId: 'p2' } });
});

test('a new vault keeps no copies', async () => {
  expect(await call('GET', '/backup-vaults/v/recovery-points')).toEqual({ status: 200, body: { RecoveryPoints: [] } });
  expect((await call('GET', '/backup-vaults/gone/recovery-points')).status).toBe(404);
});

test('the contents of a vault are deleted with it', async () => {
  await call('PUT', '/backup-vaults/v/access-policy', { Policy: '{}' });
  await call('PUT', '/backup-vaults/v/notification-configuration', { SNSTopicArn: 'arn:topic' });
  expect((await call('GET', '/backup-vaults/v/access-policy')).body).toMatchObject({ Policy: '{}' });
  await call('DELETE', '/backup-vaults/v');
  expect((await call('GET', '/backup-vaults/v/access-policy')).status).toBe(404);
  expect((await call('GET', '/backup-vaults/v/notification-configuration')).status).toBe(404);
});

describe('a job', () => {
  // RDS, for which the gateway has no operations here: a server with windows around this moment, or far from it.
  const clock = (shift: number) => new Date(Date.now() + shift * 3_600_000).toISOString().slice(11, 16);
  const weekday = (shift: number) => new Date(Date.now() + shift * 86_400_000).toUTCString().slice(0, 3).toLowerCase();
  const server = (shift: number) => {
    const backupWindow = `${clock(shift - 1)}-${clock(shift + 1)}`;
    return `<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance>
      <PreferredBackupWindow>${backupWindow}</PreferredBackupWindow>
      <PreferredMaintenanceWindow>${weekday(3)}:03:00-${weekday(3)}:04:00</PreferredMaintenanceWindow>
    </DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`;
  };
  const none =
    '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult></DescribeDBInstancesResponse>';
  let rds = '';
  beforeEach(async () => {
    await gateway.close();
    gateway = await GatewayForTest.before((request, body, response) => {
      if (request.url?.endsWith('/gone')) response.writeHead(404);
      response.end(body.includes('DescribeDBInstances') ? rds : '{}');
    });
  });

  const database = 'arn:aws:rds:eu-west-1:111111111111:db:shop';
  const bucket = 'arn:aws:s3:::content';
  const start = (ResourceArn: string, BackupVaultName = 'v') =>
    call('PUT', '/backup-jobs', { BackupVaultName, ResourceArn, IamRoleArn: 'arn:role' });
  const outcome = async (id: unknown) => (await call('GET', `/backup-jobs/${String(id)}`)).body;

  it("of a server fails in a window of the server, with AWS's message", async () => {
    rds = server(0);
    const { body } = await start(database);
    expect(await outcome(body['BackupJobId'])).toMatchObject({
      State: 'FAILED',
      StatusMessage: expect.stringContaining('inside or too close to the automated backup window') as string,
      ResourceType: 'RDS',
    });
    expect((await call('GET', '/backup-vaults/v/recovery-points')).body).toEqual({ RecoveryPoints: [] });
  });

  it('creates a copy at any other time, and without copies its vault can be deleted', async () => {
    rds = server(6);
    const { body } = await start(database);
    await start(bucket);
    expect(await outcome(body['BackupJobId'])).toMatchObject({
      State: 'COMPLETED',
      RecoveryPointArn: body['RecoveryPointArn'],
    });
    const points = (await call('GET', '/backup-vaults/v/recovery-points')).body['RecoveryPoints'] as {
      RecoveryPointArn: string;
    }[];
    expect(points).toMatchObject([{ ResourceType: 'RDS' }, { ResourceType: 'S3' }]);
    expect(await call('DELETE', '/backup-vaults/v')).toMatchObject({ status: 400 });
    for (const { RecoveryPointArn } of points) {
      const path = `/backup-vaults/v/recovery-points/${encodeURIComponent(RecoveryPointArn)}`;
      expect((await call('DELETE', path)).status).toBe(200);
      expect((await call('DELETE', path)).status).toBe(404);
    }
    expect((await call('DELETE', '/backup-vaults/v')).status).toBe(200);
  });

  it('is found by its resource', async () => {
    rds = server(0);
    await start(database);
    await start(bucket);
    const found = async (query: string) =>
      ((await call('GET', `/backup-jobs?${query}`)).body['BackupJobs'] as { ResourceType: string }[]).map(
        ({ ResourceType }) => ResourceType,
      );
    expect(await found('')).toEqual(['S3', 'RDS']);
    expect(await found('state=FAILED')).toEqual(['RDS']);
    expect(await found('resourceType=S3&backupVaultName=v')).toEqual(['S3']);
    expect(await found('backupVaultName=other')).toEqual([]);
    expect((await call('GET', '/backup-jobs?createdAfter=1')).status).toBe(400);
    expect((await call('GET', '/backup-jobs/other')).status).toBe(404);
  });

  it('is refused for a resource that does not exist, and for an unsupported one', async () => {
    rds = none;
    expect((await start(database)).status).toBe(404);
    expect((await start(bucket, 'gone')).status).toBe(404);
    expect(await start('arn:aws:dynamodb:eu-west-1:111111111111:table/x')).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('copies RDS, S3, and nothing such as arn:aws:dynamodb') as string },
    });
  });
});
