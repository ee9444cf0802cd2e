import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { GatewayForTest } from '../testing/fake-moto';
import { until } from '../testing/until';

let gateway: GatewayForTest;
let sockets: Socket[];
/** The requests that reached moto, with the length of the body. */
let reached: string[];
beforeEach(async () => {
  sockets = [];
  reached = [];
  gateway = await GatewayForTest.before((request, body, response) => {
    reached.push(`${request.method} ${request.url} ${request.headers['content-length']} ${body.length}`);
    if (request.url === '/bucket/never') return;
    if (request.url === '/bucket/large') response.writeHead(200).write('x'.repeat(1_000_000));
    else response.end('done');
  });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await gateway.close();
});

async function begin(headers: Record<string, string>, target = '/bucket/key', method = 'PUT'): Promise<Socket> {
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const socket = await gateway.raw('s3', method, target, { ...unsigned, ...headers });
  sockets.push(socket);
  return socket;
}
const CHUNKED = { 'transfer-encoding': 'chunked' };
const LENGTH = { 'content-length': '10' };
const answers = async () => (await gateway.call('s3', '/bucket/other')).text();

test.each([
  ['in chunks', CHUNKED, '5\r\nhello\r\n'],
  ['with a length', LENGTH, 'hello'],
  ['in a broken chunk', CHUNKED, 'nonsense\r\nhello'],
  ['of a form', { ...CHUNKED, 'content-type': 'application/x-www-form-urlencoded' }, '5\r\nActio\r\n'],
])(
  'an upload %s that is incomplete does not reach moto, and the next call is answered',
  async (_how, headers, body) => {
    const socket = await begin(headers);
    socket.write(body);
    socket.resetAndDestroy();
    await once(socket, 'close');
    await expect(answers()).resolves.toBe('done');
    expect(reached).toEqual(['GET /bucket/other 0 0']);
    await until('the line of the log', () => Promise.resolve(gateway.lines.find((line) => !line.startsWith('200'))));
  },
);

test('seventy uploads that stall hold nothing that the next call needs', async () => {
  for (let count = 0; count < 70; count++) {
    const socket = await begin(count % 2 === 0 ? CHUNKED : LENGTH);
    socket.write(count % 2 === 0 ? '5\r\nhello\r\n' : 'hello');
  }
  await expect(answers()).resolves.toBe('done');
  expect(reached).toEqual(['GET /bucket/other 0 0']);
});

test('an upload in chunks reaches moto with its length, in memory or in a file', async () => {
  const put = async (size: number) => {
    const socket = await begin({ ...CHUNKED, connection: 'close' });
    socket.write(`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`);
    return text(socket);
  };
  await expect(put(5)).resolves.toMatch(/done$/);
  await expect(put(3_000_000)).resolves.toMatch(/done$/);
  expect(reached).toEqual(['PUT /bucket/key 5 5', 'PUT /bucket/key 3000000 3000000']);
});

test.each([
  ['before moto answers', '/bucket/never'],
  ['while moto answers', '/bucket/large'],
])('a hundred clients that disconnect %s leave their connections to the next call', async (_when, target) => {
  for (let count = 0; count < 100; count++) {
    const socket = await begin({}, target, 'GET');
    await until('the call at moto', () => Promise.resolve(reached.length > count || undefined));
    socket.resetAndDestroy();
    await once(socket, 'close');
  }
  await expect(answers()).resolves.toBe('done');
});

test('a call is refused beyond the maximum of its service, and S3 accepts it', async () => {
  const body = Buffer.alloc(6 * 1024 ** 2 + 1, 'x');
  const refused = await gateway.call('sqs', '/', {
    method: 'POST',
    body,
    headers: { 'x-amz-target': 'X.SendMessage' },
  });
  expect(refused.status).toBe(413);
  await expect(refused.text()).resolves.toContain('The body of a call of sqs has at most 6291456 bytes here.');
  expect((await gateway.call('s3', '/bucket/key', { method: 'PUT', body })).status).toBe(200);
  expect(reached).toEqual([`PUT /bucket/key ${body.length} ${body.length}`]);
});
