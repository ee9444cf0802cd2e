import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { GatewayForTest } from '../testing/fake-moto';
import { rawConnection } from '../testing/raw-client';
import { until } from '../testing/until';

/** More than the kernel buffers for a connection that is not read. */
const large = Buffer.alloc(5_000_000, 'x');
let gateway: GatewayForTest;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await gateway.close();
});

async function before(idleMs: number, connections = 400): Promise<void> {
  gateway = await GatewayForTest.before(
    (request, _body, response) => {
      if (request.url === '/bucket/late') setTimeout(() => response.end('late'), 5 * idleMs);
      else response.end(request.url === '/bucket/large' ? large : 'done');
    },
    { patience: { idleMs, connections } },
  );
}

async function begin(written: string): Promise<Socket> {
  const socket = await rawConnection(gateway.endpoint);
  socket.on('error', () => undefined);
  sockets.push(socket);
  socket.write(written);
  return socket;
}
const head = (method: string, target: string, more = '') =>
  `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${more}`;
const answers = async () => (await gateway.call('s3', '/bucket/other')).text();

test.each([
  ['that say nothing', ''],
  ['in the middle of their headers', head('GET', '/bucket/key')],
])('clients %s are disconnected', async (_what, written) => {
  await before(50);
  const stalled = await begin(written);
  await once(stalled.resume(), 'close');
  await expect(answers()).resolves.toBe('done');
});

test('a form that stalls is answered with RequestTimeout, and its connection ends', async () => {
  await before(50);
  const form = 'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nActio\r\n';
  const answer = await text(await begin(head('POST', '/', form)));
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*<Code>RequestTimeout<\/Code>/);
  await until('the line of the log', () =>
    Promise.resolve(gateway.lines.find((line) => line.includes('POST /: its client has stalled'))),
  );
});

test('a client waits as long as moto takes', async () => {
  await before(50);
  await expect((await gateway.call('s3', '/bucket/late')).text()).resolves.toBe('late');
});

test('seventy clients that do not read their answers hold nothing that the next call needs', async () => {
  await before(500);
  for (let count = 0; count < 70; count++) {
    const socket = await gateway.raw('s3', 'GET', '/bucket/large');
    sockets.push(socket.pause());
  }
  await expect(answers()).resolves.toBe('done');
  await until('the end of one', () =>
    Promise.resolve(gateway.lines.find((line) => line.includes('does not read the answer'))),
  );
});

test('beyond the limit the connection that has waited longest is closed, and the next call is answered', async () => {
  await before(60_000, 20);
  const first = await begin(head('PUT', '/bucket/key'));
  const ended = once(first, 'close');
  for (let count = 0; count < 20; count++) await begin(head('PUT', '/bucket/key'));
  await ended;
  for (let count = 0; count < 5; count++) await expect(answers()).resolves.toBe('done');
  expect(gateway.lines).toContainEqual(expect.stringContaining('refused: more than 20 connections'));
});
