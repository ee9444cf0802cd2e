import { GatewayForTest } from '../testing/fake-moto';

const [own, other] = ['444455556666', '111122223333'];
let gateway: GatewayForTest;

/** A moto that has two buckets, and lists `shop` for its caller. */
beforeAll(async () => {
  gateway = await GatewayForTest.before((request, _, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://moto');
    response.statusCode = ['/', '/shop', '/theirs'].includes(pathname) ? 200 : 404;
    response.end(
      '<ListAllMyBucketsResult><Buckets><Bucket><Name>shop</Name></Bucket></Buckets></ListAllMyBucketsResult>',
    );
  });
});
afterAll(() => gateway.close());

/** The status that a caller of the first account gets. */
async function head(bucket: string, expected?: string): Promise<number> {
  const headers: Record<string, string> = expected === undefined ? {} : { 'x-amz-expected-bucket-owner': expected };
  return (await gateway.call('s3', `/${bucket}`, { method: 'HEAD', headers }, own)).status;
}

test('a bucket is answered for if its owner is the expected one, or none is expected', async () => {
  await expect(head('shop', own)).resolves.toBe(200);
  await expect(head('theirs')).resolves.toBe(200);
  await expect(head('none', own)).resolves.toBe(404);
});

test('a bucket is refused if its owner is another one than the expected one', async () => {
  await expect(head('theirs', own)).resolves.toBe(403);
  await expect(head('shop', other)).resolves.toBe(403);
  await expect(head('theirs', other)).resolves.toBe(403);
});
