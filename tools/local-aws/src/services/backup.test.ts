import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

/** A moto that keeps plans, and refuses a name that any plan ever had, as moto does. */
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

test('a plan is read back as it was written', async () => {
  await create();
  const { body } = await call('GET', '/backup/plans/p1');
  expect(body).toEqual({ BackupPlanId: 'p1', BackupPlan: { BackupPlanName: 'daily', Rules: rules } });
  const updated = { BackupPlanName: 'weekly', Rules: [{ RuleName: 'weekly' }] };
  await call('POST', '/backup/plans/p1', { BackupPlan: updated });
  expect((await call('GET', '/backup/plans/p1')).body).toMatchObject({ BackupPlan: updated });
  const { BackupPlansList } = (await call('GET', '/backup/plans/')).body;
  expect(BackupPlansList).toMatchObject([{ BackupPlanId: 'p1', BackupPlanName: 'weekly' }]);
});

test('a plan can be made again when it was deleted', async () => {
  expect((await create()).status).toBe(200);
  await call('DELETE', '/backup/plans/p1');
  expect(await create()).toEqual({ status: 200, body: { BackupPlanId: 'p2' } });
});

test('a vault that is there keeps no copies', async () => {
  expect(await call('GET', '/backup-vaults/v/recovery-points')).toEqual({ status: 200, body: { RecoveryPoints: [] } });
  expect((await call('GET', '/backup-vaults/gone/recovery-points')).status).toBe(404);
});

test('what a vault has goes with it', async () => {
  await call('PUT', '/backup-vaults/v/access-policy', { Policy: '{}' });
  await call('PUT', '/backup-vaults/v/notification-configuration', { SNSTopicArn: 'arn:topic' });
  expect((await call('GET', '/backup-vaults/v/access-policy')).body).toMatchObject({ Policy: '{}' });
  await call('DELETE', '/backup-vaults/v');
  expect((await call('GET', '/backup-vaults/v/access-policy')).status).toBe(404);
  expect((await call('GET', '/backup-vaults/v/notification-configuration')).status).toBe(404);
});
