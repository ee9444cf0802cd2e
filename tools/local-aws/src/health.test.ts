import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from './address';
import { HEALTH_NAME } from './gateway/own-paths';
import { issueToken, TOKEN_HEADER, tokenFile } from './gateway/token';
import { listener } from './health';

let server: Server;
let endpoint: string;
let port: number;
/** The tokens that were sent, and the action before each answer. */
let sent: unknown[];
let meanwhile: () => void;
/** The token that the server accepts. */
let token: string;

beforeEach(async () => {
  sent = [];
  meanwhile = () => undefined;
  server = createServer((request, response) => {
    sent.push(request.headers[TOKEN_HEADER]);
    meanwhile();
    const known = request.headers[TOKEN_HEADER] === token;
    response.writeHead(known ? 200 : 401);
    response.end(JSON.stringify({ name: HEALTH_NAME, ...(known && { pid: 7, startedAt: 'now', ready: true }) }));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  ({ port } = server.address() as AddressInfo);
  endpoint = `http://${LOOPBACK}:${port}`;
});
afterEach(async () => {
  rmSync(tokenFile(port), { force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a gateway with the token in the file of its port is the embedded AWS of this clone', async () => {
  token = issueToken(port);
  await expect(listener(endpoint)).resolves.toMatchObject({ kind: 'embedded-aws', health: { pid: 7, ready: true } });
  expect(sent).toEqual([token]);
});

test('a gateway that has started since the file was read gets a second request with its own token', async () => {
  const earlier = issueToken(port);
  meanwhile = () => {
    if (sent.length === 1) token = issueToken(port);
  };
  await expect(listener(endpoint)).resolves.toMatchObject({ kind: 'embedded-aws' });
  expect(sent).toEqual([earlier, token]);
});

test('a gateway of another clone or user is a stranger, and the message names the file of the token', async () => {
  token = 'of another clone';
  const stranger = {
    kind: 'stranger',
    said: `an embedded AWS of another clone or user, as its token is not the one in ${tokenFile(port)}`,
  };
  await expect(listener(endpoint)).resolves.toEqual(stranger);
  issueToken(port);
  await expect(listener(endpoint)).resolves.toEqual(stranger);
});
