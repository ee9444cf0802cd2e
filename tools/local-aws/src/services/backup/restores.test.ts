import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
/** The objects of the fake S3, by path. */
const objects = new Map<string, string>();
let locked = false;

beforeEach(async () => {
  objects.clear();
  locked = false;
  gateway = await GatewayForTest.before((request, body, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    if (path.startsWith('/backup-vaults/')) return response.end(JSON.stringify({ Locked: locked }));
    if (path === '/content' && request.method === 'HEAD') return response.end();
    if (path === '/content' && request.method === 'GET') {
      const listed = [...objects.keys()].map(
        (key) => `<Contents><Key>${key.slice('/content/'.length)}</Key></Contents>`,
      );
      return response.end(`<ListBucketResult>${listed.join('')}</ListBucketResult>`);
    }
    if (request.method === 'PUT') {
      objects.set(path, body);
      return response.end();
    }
    const found = objects.get(path);
    if (found === undefined) response.writeHead(404);
    response.end(request.method === 'HEAD' ? undefined : (found ?? '{}'));
  });
});
afterEach(() => gateway.close());

const call = async (method: string, path: string, body?: object) => {
  const answer = await gateway.call('backup', path, { method, body: body && JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

async function copied(): Promise<string> {
  const job = { BackupVaultName: 'v', ResourceArn: 'arn:aws:s3:::content', IamRoleArn: 'arn:role' };
  return String((await call('PUT', '/backup-jobs', job)).body['RecoveryPointArn']);
}
const restore = (RecoveryPointArn: string, metadata: object = {}) =>
  call('PUT', '/restore-jobs', {
    RecoveryPointArn,
    IamRoleArn: 'arn:role',
    Metadata: { DestinationBucketName: 'content', NewBucket: 'false', ...metadata },
  });

test('the objects of a copy return to their bucket, and existing objects are not changed', async () => {
  objects.set('/content/a', 'one');
  objects.set('/content/b', 'two');
  const arn = await copied();
  objects.delete('/content/a');
  objects.set('/content/b', 'newer');
  const { body } = await restore(arn);
  expect(Object.fromEntries(objects)).toEqual({ '/content/a': 'one', '/content/b': 'newer' });
  expect((await call('GET', `/restore-jobs/${String(body['RestoreJobId'])}`)).body).toMatchObject({
    Status: 'COMPLETED',
    CreatedResourceArn: 'arn:aws:s3:::content',
  });
});

test('a restore into a bucket that is not there fails as a job', async () => {
  const { body } = await restore(await copied(), { DestinationBucketName: 'gone' });
  expect((await call('GET', `/restore-jobs/${String(body['RestoreJobId'])}`)).body).toMatchObject({ Status: 'FAILED' });
});

test.each([
  ['of another copy', async () => restore('arn:other'), 404, 'does not exist'],
  ['into a new bucket', async () => restore(await copied(), { NewBucket: 'true' }), 400, 'say NewBucket=false'],
  ['with what is not known', async () => restore(await copied(), { ItemsToRestore: '[]' }), 400, 'know ItemsToRestore'],
  [
    'without a role',
    async () => call('PUT', '/restore-jobs', { RecoveryPointArn: await copied(), Metadata: { NewBucket: 'false' } }),
    400,
    'IamRoleArn is required',
  ],
])('a restore %s is refused', async (_what, refused, status, message) => {
  const answer = await refused();
  expect(answer.status).toBe(status);
  expect(answer.body['message']).toContain(message);
});

test('an unknown job of a restore does not exist', async () => {
  expect((await call('GET', '/restore-jobs/other')).status).toBe(404);
});

test('no call deletes a copy in a locked vault, which is described by its address', async () => {
  const arn = await copied();
  const path = `/backup-vaults/v/recovery-points/${encodeURIComponent(arn)}`;
  locked = true;
  expect(await call('DELETE', path)).toMatchObject({
    status: 400,
    body: { message: 'Recovery point cannot be deleted (Backup vault configured with Lock)' },
  });
  expect((await call('GET', path)).body).toMatchObject({ RecoveryPointArn: arn, Status: 'COMPLETED' });
  expect((await call('GET', path.replace('/v/', '/other/'))).status).toBe(404);
});

test('a bucket that cannot be read is not copied', async () => {
  const answer = await call('PUT', '/backup-jobs', {
    BackupVaultName: 'v',
    ResourceArn: 'arn:aws:s3:::gone',
    IamRoleArn: 'arn:role',
  });
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('S3 answers 404') as string } });
});
