import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const policyFor = (Service: string) =>
  JSON.stringify({
    Statement: { Effect: 'Allow', Principal: { Service }, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } },
  });
const logging = (target: string) =>
  `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket></LoggingEnabled></BucketLoggingStatus>`;
const nothing = '<BucketLoggingStatus/>';

/** A moto that knows the buckets `shop` and `logs`, and refuses every logging configuration. */
async function withPolicy(Service: string): Promise<void> {
  gateway = await GatewayForTest.before((request, body, response) => {
    const known = /^\/(shop|logs)\?/.test(request.url ?? '');
    const refused = request.method === 'PUT' && body.includes('LoggingEnabled');
    response.statusCode = !known ? 404 : refused ? 400 : 200;
    response.end(!known ? '<Error><Code>NoSuchBucket</Code></Error>' : refused ? '<Error/>' : nothing);
  });
  await gateway.call('s3', '/logs?policy', { method: 'PUT', body: policyFor(Service) });
}
const put = (bucket: string, body: string) => gateway.call('s3', `/${bucket}?logging`, { method: 'PUT', body });
const read = async (bucket: string) => (await gateway.call('s3', `/${bucket}?logging`)).text();

test('accesses can be logged to a bucket with a policy that allows S3’s logging, and the setting is returned until it is removed', async () => {
  await withPolicy('logging.s3.amazonaws.com');
  expect((await put('shop', logging('logs'))).status).toBe(200);
  await expect(read('shop')).resolves.toBe(logging('logs'));
  await put('shop', nothing);
  await expect(read('shop')).resolves.toBe(nothing);
});

test('for any other target moto decides', async () => {
  await withPolicy('delivery.logs.amazonaws.com');
  expect((await put('shop', logging('logs'))).status).toBe(400);
  expect((await put('shop', logging('gone'))).status).toBe(400);
  await expect(read('shop')).resolves.toBe(nothing);
});

test('a bucket that does not exist has no access logs', async () => {
  await withPolicy('logging.s3.amazonaws.com');
  expect((await put('gone', logging('logs'))).status).toBe(404);
});
