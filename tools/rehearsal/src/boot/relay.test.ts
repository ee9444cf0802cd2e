import { mkdtempSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, Server as Relay } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openRelay } from './relay';

let server: Server;
let relay: Relay;
const socketPath = join(mkdtempSync(join(tmpdir(), 'relay-')), 'aws.sock');

beforeAll(async () => {
  server = createServer((incoming, outgoing) => outgoing.end(`${incoming.method} ${incoming.url}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay = await openRelay(socketPath, (server.address() as AddressInfo).port, '127.0.0.1');
});
afterAll(() => {
  relay.close();
  server.close();
});

test('a client that connects to the socket talks to the server behind it', async () => {
  const body = await new Promise((resolve, reject) => {
    request({ socketPath, method: 'PUT', path: '/bucket/key' }, (answer) => void text(answer).then(resolve, reject))
      .on('error', reject)
      .end();
  });
  expect(body).toBe('PUT /bucket/key');
});
