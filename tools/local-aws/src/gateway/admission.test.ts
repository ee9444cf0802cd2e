import { once } from 'node:events';
import { GatewayForTest, OWN_PATH, TOKEN } from '../testing/fake-moto';
import { rawAnswer, rawConnection } from '../testing/raw-client';
import { TOKEN_HEADER } from './token';

let gateway: GatewayForTest;
/** The requests that reached moto. */
let reached: string[];
beforeEach(async () => {
  reached = [];
  gateway = await GatewayForTest.before((request, _body, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'all', etag: '"1"' });
    response.end('moto');
  });
});
afterEach(() => gateway.close());

const own = () => new URL(gateway.endpoint).host;
const get = (lines: string, target = '/bucket/key') =>
  rawAnswer(gateway.endpoint, `GET ${target} HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
/** The lines of a signed call to a host. */
const to = (host: string, path = '/bucket/key') => gateway.signedLines('s3', 'GET', path, { host });

test('a client of the gateway is answered', async () => {
  await expect(get(await to(own()))).resolves.toMatch(/^HTTP\/1\.1 200 [^]*moto/);
  await expect(get(await to('b.localhost', '/key'), `http://b.localhost/key`)).resolves.toMatch(/^HTTP\/1\.1 200 /);
  expect(reached).toEqual(['GET /bucket/key', 'GET /key']);
});

test.each([
  ['a rebound name', 'Host: evil.test\r\n', '/bucket/key', 'Host \\"evil.test\\" is not a name'],
  ['a second Host', 'Host: localhost\r\nHost: evil.test\r\n', '/bucket/key', '2 Host headers'],
  ['no name', 'Host: \r\n', '/bucket/key', 'Host \\"\\" is not a name'],
  ['a URL of another host', 'Host: localhost\r\n', 'http://169.254.169.254/latest/meta-data/', 'is not of the host'],
  ['another origin', 'Host: localhost\r\nOrigin: http://evil.test\r\n', '/bucket/key', 'origin \\"http://evil.test\\"'],
  ['an upgrade', 'Host: localhost\r\nOrigin: null\r\nUpgrade: websocket\r\n', '/', 'origin \\"null\\"'],
])('a request with %s is refused with 403, and moto never sees it', async (_what, lines, target, why) => {
  const answer = await get(lines, target);
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).toContain(`The embedded AWS refuses this request: `);
  expect(answer).toContain(why.replaceAll('\\', ''));
  expect(gateway.lines).toEqual([expect.stringContaining('refused: ')]);
  expect(reached).toEqual([]);
});

test('a preflight is refused, and no answer gives a page any permission', async () => {
  const preflight = `OPTIONS /bucket/key HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  const refused = await rawAnswer(gateway.endpoint, preflight);
  const answered = await get(await to('localhost'));
  expect([refused.slice(9, 12), answered.slice(9, 12)]).toEqual(['403', '200']);
  for (const answer of [refused, answered]) {
    expect(answer.toLowerCase()).not.toContain('access-control-');
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(answer.toLowerCase()).toContain('cross-origin-resource-policy: same-origin');
  }
  expect(answered).toContain('etag: "1"');
});

test('a tunnel is refused, and a client that resets it stops nothing', async () => {
  const tunnel = 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n';
  await expect(rawAnswer(gateway.endpoint, tunnel)).resolves.toMatch(/^HTTP\/1\.1 403 /);
  const socket = await rawConnection(gateway.endpoint);
  socket.write(tunnel);
  socket.resetAndDestroy();
  await once(socket, 'close');
  await expect(get(await to(own()))).resolves.toMatch(/^HTTP\/1\.1 200 /);
});

test('an own path is answered with the token only, and without it shows only that the gateway exists', async () => {
  const asked = async (token?: string) => {
    const headers = new Headers(token === undefined ? {} : { [TOKEN_HEADER]: token });
    const answer = await fetch(`${gateway.endpoint}${OWN_PATH}`, { method: 'POST', headers });
    return [answer.status, await answer.json()] as const;
  };
  await expect(asked(TOKEN)).resolves.toEqual([200, { method: 'POST' }]);
  for (const wrong of [undefined, '', 'x', TOKEN.slice(1), `${TOKEN}x`, `${TOKEN}, ${TOKEN}`]) {
    const [status, body] = await asked(wrong);
    expect([status, Object.keys(body as object)]).toEqual([401, ['name', 'needed']]);
  }
});

test('an own path that does not exist is not taken for a bucket', async () => {
  const answer = await fetch(`${gateway.endpoint}/_embedded-aws/other`, { headers: { [TOKEN_HEADER]: TOKEN } });
  expect(answer.status).toBe(404);
  expect(reached).toEqual([]);
});

test('a call of a closed service is refused by name, and moto never sees it', async () => {
  const answer = await gateway.call('batch', '/v1/submitjob', { method: 'POST', body: '{}' });
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('does not know batch:POST /v1/submitjob: the service is closed');
  expect(reached).toEqual([]);
});
