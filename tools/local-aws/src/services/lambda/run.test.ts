import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runFunction, type FunctionRun } from './run';

const inherited = process.env['EMBEDDED_AWS_PORT'];
let gateway: Server;

beforeAll(async () => {
  gateway = createServer((_request, response) => response.end('the gateway'));
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  process.env['EMBEDDED_AWS_PORT'] = String((gateway.address() as AddressInfo).port);
});
afterAll(() => {
  if (inherited === undefined) delete process.env['EMBEDDED_AWS_PORT'];
  else process.env['EMBEDDED_AWS_PORT'] = inherited;
  gateway.close();
});

/** Runs a function with this text as its handler, an expression of `event`. */
const run = (text: string, more: Partial<FunctionRun> = {}) =>
  runFunction({
    files: new Map([['index.js', Buffer.from(`exports.handler = async (event) => { ${text} };`)]]),
    handler: 'index.handler',
    variables: {},
    timeoutMs: 20_000,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' },
    event: { one: 1 },
    database: {
      address: 'db.example:3306',
      serve: async (socket) => {
        socket.end('the database');
      },
    },
    ...more,
  });
/** The response from an address, as an expression. */
const read = (to: string) => `const socket = require('node:net').connect(${to}); let all = '';
  for await (const chunk of socket) all += chunk; return all;`;

describe('a function', () => {
  test('gets its event, its variables and a session of its role, and returns the result of its handler', async () => {
    const text = 'return [event, process.env.NAME, process.env.AWS_ACCESS_KEY_ID, process.env.AWS_REGION]';
    await expect(run(text, { variables: { NAME: 'x' } })).resolves.toEqual({
      result: [{ one: 1 }, 'x', 'ASIA', 'eu-west-1'],
    });
  });

  test('has the AWS SDK, as the runtimes of Lambda do', async () => {
    const text = "return typeof require('@aws-sdk/client-secrets-manager').SecretsManagerClient";
    await expect(run(text)).resolves.toEqual({ result: 'function' });
  });

  test('reaches AWS and its database server', async () => {
    await expect(run('return (await fetch(process.env.AWS_ENDPOINT_URL)).status')).resolves.toEqual({ result: 200 });
    await expect(run(read("{ host: 'db.example', port: 3306 }"))).resolves.toEqual({ result: 'the database' });
  });

  test.each([
    ['another server of this machine', "{ host: '127.0.0.1', port: 22 }"],
    ['a server of the world', "{ host: 'example.com', port: 443 }"],
    ['another port of its database server', "{ host: 'db.example', port: 22 }"],
    ['a socket of this machine', "{ path: '/var/run/docker.sock' }"],
  ])('does not reach %s, and gets the reason', async (_what, to) => {
    await expect(run(read(to))).resolves.toMatchObject({
      failure: { errorMessage: expect.stringContaining('The embedded AWS connects a function to') as string },
    });
  });

  test.each([
    ['reads no file of this machine', "require('node:fs').readFileSync('/etc/hostname')"],
    ['writes no file', "require('node:fs').writeFileSync(__dirname + '/x', '')"],
    ['starts no program', "require('node:child_process').execFileSync('true')"],
  ])('%s', async (_what, text) => {
    await expect(run(text)).resolves.toMatchObject({
      failure: { errorMessage: expect.stringMatching(/restricted/) as string },
    });
  });

  test('that throws reports its error', async () => {
    await expect(run("throw new TypeError('no')")).resolves.toMatchObject({
      failure: { errorType: 'TypeError', errorMessage: 'no' },
    });
  });

  test.each([
    ['has no such file', { handler: 'other.handler' }, 'Runtime.ImportModuleError', "Cannot find module 'other'"],
    [
      'has no such handler',
      { handler: 'index.other' },
      'Runtime.HandlerNotFound',
      'index.other is undefined or not exported',
    ],
    ['does not end', { timeoutMs: 1000 }, 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
  ])("that %s fails with Lambda's message", async (_what, more, errorType, errorMessage) => {
    await expect(run('await new Promise((done) => setTimeout(done, 60_000))', more)).resolves.toMatchObject({
      failure: { errorType, errorMessage },
    });
  });

  test('that ends its process fails with the exit code', async () => {
    await expect(run('process.exit(3)')).resolves.toMatchObject({
      failure: { errorMessage: 'Runtime exited with 3: ' },
    });
  });
});
