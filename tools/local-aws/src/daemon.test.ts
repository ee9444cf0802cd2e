import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assumeEmbeddedAccount } from './account';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { HEALTH_NAME } from './gateway/own-paths';

let server: Server;

/** A program that listens on the embedded AWS's port and gives everything the same answer. */
async function listener(status: number, body: string): Promise<number> {
  server = createServer((_request, response) => {
    response.writeHead(status);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env['EMBEDDED_AWS_PORT'] = String(port);
  return port;
}

async function closed(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

afterEach(async () => {
  if (server.listening) await closed();
  delete process.env['EMBEDDED_AWS_PORT'];
});

test('another program on the port is neither used nor ended, and the error names the setting for another port', async () => {
  const port = await listener(200, '<html>my blog</html>');
  const refusal =
    `Port ${port} of 127.0.0.1 is meant for the embedded AWS, but another program answers there: ` +
    'HTTP 200 <html>my blog</html>. End that program, or choose another port: EMBEDDED_AWS_PORT=4567 npm start.';
  await expect(startEmbeddedAws()).rejects.toThrow(refusal);
  await expect(stopEmbeddedAws()).rejects.toThrow(refusal);
});

test('when nothing listens it is not running, and stopping it is no failure', async () => {
  const port = await listener(200, '');
  await closed();
  await expect(embeddedAwsStatus()).resolves.toEqual({ running: false, endpoint: `http://127.0.0.1:${port}` });
  await expect(stopEmbeddedAws()).resolves.toBe(false);
});

test('credentials of a stopped embedded AWS are refused with the command that starts it', async () => {
  const port = await listener(200, '');
  await closed();
  await expect(assumeEmbeddedAccount('111111111111')).rejects.toThrow(
    `The embedded AWS is not running on 127.0.0.1:${port}: start it with \`npm start\``,
  );
});

test('credentials are requested from no other program on the port, the answer of which is shown', async () => {
  const port = await listener(200, '<html>my blog</html>');
  await expect(assumeEmbeddedAccount('111111111111')).rejects.toThrow(
    `The program that listens on 127.0.0.1:${port} does not answer as the embedded AWS (HTTP 200 <html>my blog</html>)`,
  );
});

test('an invalid account id is refused', async () => {
  await expect(assumeEmbeddedAccount('production')).rejects.toThrow(
    'An AWS account id has 12 digits, got "production". Take it from the environment\'s data.',
  );
});

const health = (ready: boolean) => JSON.stringify({ name: HEALTH_NAME, pid: 1, startedAt: 'now', ready });

test('an embedded AWS that never becomes ready is given up with the path of its log', async () => {
  const port = await listener(503, health(false));
  await expect(startEmbeddedAws(50)).rejects.toThrow(
    `The embedded AWS did not become ready on 127.0.0.1:${port}. The end of its log (`,
  );
});

test('one that keeps its port after a stop is given up with the path of its log', async () => {
  const port = await listener(200, health(true));
  await expect(stopEmbeddedAws(50)).rejects.toThrow(
    `The embedded AWS on 127.0.0.1:${port} has been stopped and still holds its port after 0.05 s. Its log is `,
  );
});

test('an answer without credentials is refused', async () => {
  const role = '<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>';
  server = createServer((request, response) => response.end(request.method === 'GET' ? health(true) : role));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['EMBEDDED_AWS_PORT'] = String((server.address() as AddressInfo).port);
  await expect(assumeEmbeddedAccount('111111111111')).rejects.toThrow(
    'The embedded AWS answered AssumeRole for 111111111111 without credentials. Restart it.',
  );
});

test('a program that speaks another protocol is a stranger, not the embedded AWS', async () => {
  server = createServer((request) => request.socket.end('220 ready\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['EMBEDDED_AWS_PORT'] = String((server.address() as AddressInfo).port);
  await expect(embeddedAwsStatus()).rejects.toThrow(/but another program answers there: Parse Error/);
});
