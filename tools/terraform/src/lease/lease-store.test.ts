import { HttpResponse } from '@smithy/core/protocols';
import { S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { leaseText, type Lease } from './lease';
import { leaseStore } from './lease-store';

const lease: Omit<Lease, 'format'> = {
  run: 'a',
  operation: 'deploy',
  who: 'arn:aws:iam::444455556666:user/ana',
  since: '2026-11-30T14:03:10.000Z',
  seconds: 120,
  token: '0a1b',
  before: [],
};

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A store with one response of S3 to everything, and the requests that it received. */
function answering({ status = 200, headers = {}, body = '' }: Answer) {
  const requests: { method: string; path: string; headers: Record<string, string> }[] = [];
  const s3 = new S3Client({
    region: 'eu-west-1',
    maxAttempts: 1,
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async (request: (typeof requests)[number]) => {
        requests.push(request);
        return {
          response: new HttpResponse({ statusCode: status, headers, body: Readable.from([Buffer.from(body)]) }),
        };
      },
    },
  });
  return { store: leaseStore(s3, { bucket: 'states', owner: 'testing' }), requests };
}

const refusal = (code: string, status: number): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<Error><Code>${code}</Code><Message>said by S3</Message></Error>`,
});

test('its age is by the clock of S3 alone, from one response', async () => {
  const { store, requests } = answering({
    headers: { date: 'Mon, 30 Nov 2026 14:05:00 GMT', 'last-modified': 'Mon, 30 Nov 2026 14:03:10 GMT', etag: '"e1"' },
    body: leaseText(lease),
  });
  await expect(store.read()).resolves.toEqual({ lease: { format: 1, ...lease }, etag: '"e1"', age: 110_000 });
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /states/leases/testing.json']);
});

test('a response without a date counts as written just now', async () => {
  const headers = { 'last-modified': 'Mon, 30 Nov 2026 14:03:10 GMT', etag: '"e1"' };
  await expect(answering({ headers, body: leaseText(lease) }).store.read()).resolves.toMatchObject({ age: 0 });
});

test('it is undefined if S3 has none', async () => {
  await expect(answering(refusal('NoSuchKey', 404)).store.read()).resolves.toBeUndefined();
});

test('throws when it cannot be read, with the object', async () => {
  await expect(answering(refusal('AccessDenied', 403)).store.read()).rejects.toThrow(
    's3://states/leases/testing.json cannot be read: AccessDenied: said by S3',
  );
});

test.each(['no lease', '{"format": 2}'])('throws when it is not of this format: %s', async (body) => {
  await expect(answering({ body }).store.read()).rejects.toThrow(
    /^s3:\/\/states\/leases\/testing\.json is not a lease of format 1: [\s\S]*\. Deploy with the version of this repository that wrote it\.$/,
  );
});

test.each([
  ['nothing was read', undefined, { 'if-none-match': '*' }],
  ['something was read', '"e1"', { 'if-match': '"e1"' }],
])('a write replaces only the version that was read: %s', async (_, over, expected) => {
  const { store, requests } = answering({ headers: { etag: '"e2"' } });
  await expect(store.write(lease, over)).resolves.toBe('"e2"');
  const { method, path, headers } = requests[0]!;
  expect(`${method} ${path}`).toBe('PUT /states/leases/testing.json');
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  expect(lower).toMatchObject(expected);
});

test.each([
  ['PreconditionFailed', 412],
  ['ConditionalRequestConflict', 409],
  ['NoSuchKey', 404],
])('another write came first if S3 responds with %s', async (code, status) => {
  await expect(answering(refusal(code, status)).store.write(lease, '"e1"')).resolves.toBeUndefined();
});

test('throws when it cannot be written, with the app to deploy', async () => {
  await expect(answering(refusal('AccessDenied', 403)).store.write(lease, undefined)).rejects.toThrow(
    'The lease s3://states/leases/testing.json cannot be written (AccessDenied: said by S3). Nothing was touched. Each role that can ' +
      'write states needs permission to write leases. If this role lacks it, deploy the app account first, which grants it.',
  );
});

test('throws any other error of S3', async () => {
  await expect(answering(refusal('NoSuchBucket', 404)).store.write(lease, undefined)).rejects.toThrow('said by S3');
});
