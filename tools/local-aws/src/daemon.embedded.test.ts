import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { assumeEmbeddedAccount } from './account';
import { embeddedEndpoint } from './address';
import { signedFetch } from './signing';
import { issueToken, tokenFile } from './gateway/token';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from './daemon';

const run = promisify(execFile);

beforeAll(() => {
  process.env['EMBEDDED_AWS_PORT'] = '4612';
});
afterEach(async () => {
  await stopEmbeddedAws();
});

/** The processes that a process started, with `launcher.py` in their command lines. */
async function motoOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,args=']);
  const lines = stdout.split('\n').filter((line) => line.includes('launcher.py'));
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([own = 0, parent]) => (parent === pid ? [own] : []));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error('The condition of the test was not met within 20 s.');
    await pause(50);
  }
}

const exists = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('of two starts at once one starts it, and both find it running', async () => {
  const [one, other] = await Promise.all([startEmbeddedAws(), startEmbeddedAws()]);
  expect(one.pid).toBe(other.pid);
  expect([one.alreadyRunning, other.alreadyRunning].sort()).toEqual([false, true]);
  await expect(startEmbeddedAws()).resolves.toEqual({
    endpoint: embeddedEndpoint(),
    pid: one.pid,
    alreadyRunning: true,
  });
  await expect(embeddedAwsStatus()).resolves.toMatchObject({ running: true, ready: true, moto: '5.2.1', pid: one.pid });
});

test('a stop ends gateway and moto, and frees the port', async () => {
  const { pid } = await startEmbeddedAws();
  const [moto = 0] = await motoOf(pid);
  expect(exists(moto)).toBe(true);
  await expect(stopEmbeddedAws()).resolves.toBe(true);
  await until(async () => !exists(pid) && !exists(moto));
  await expect(stopEmbeddedAws()).resolves.toBe(false);
});

test('a gateway that is killed leaves no moto behind', async () => {
  const { pid } = await startEmbeddedAws();
  const [moto = 0] = await motoOf(pid);
  process.kill(pid, 'SIGKILL');
  await until(async () => !exists(moto));
});

test('the gateway ends when its moto does', async () => {
  const { pid } = await startEmbeddedAws();
  const [moto = 0] = await motoOf(pid);
  process.kill(moto, 'SIGKILL');
  await until(async () => !exists(pid));
});

test('a gateway with a token that this clone does not have is neither used nor ended', async () => {
  await startEmbeddedAws();
  const token = readFileSync(tokenFile(4612));
  issueToken(4612);
  const refusal = 'another program answers there: an embedded AWS of another clone or user';
  await expect(startEmbeddedAws()).rejects.toThrow(refusal);
  await expect(stopEmbeddedAws()).rejects.toThrow(refusal);
  await expect(assumeEmbeddedAccount('111111111111')).rejects.toThrow('an embedded AWS of another clone or user');
  writeFileSync(tokenFile(4612), token);
  await expect(embeddedAwsStatus()).resolves.toMatchObject({ running: true });
});

test.each([
  ['/moto-api/reset', 400, 'NotImplementedByEmbeddedAws'],
  ['//moto-api/reset', 400, 'NotImplementedByEmbeddedAws'],
  // S3 signs a path as the key that it names, and not as it is written.
  ['/%6doto-api/data.json', 403, 'SignatureDoesNotMatch'],
  ['/latest/meta-data/', 400, 'NotImplementedByEmbeddedAws'],
  // A bucket of that name.
  ['/lambda_us-east-1/x', 404, 'NoSuchBucket'],
])(
  "moto's own endpoints and closed backends are closed, in any spelling (%s)",
  async (path, status, said) => {
    await startEmbeddedAws();
    const credentials = await assumeEmbeddedAccount('111111111111');
    for (const method of ['GET', 'POST']) {
      expect((await fetch(`${embeddedEndpoint()}${path}`, { method })).status).toBe(403);
    }
    const answer = await signedFetch(path, {}, { service: 's3', region: 'us-east-1', credentials });
    expect(answer.status).toBe(status);
    await expect(answer.text()).resolves.toContain(said);
  },
  60_000,
);

test('nothing is left of moto and its socket when its gateway is killed', async () => {
  // A folder of this test alone: other gateways come and go in the usual one.
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  const sockets = () => readdirSync(folder).filter((name) => /^embedded-aws-\w{6}$/.test(name));
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  try {
    const { pid } = await startEmbeddedAws();
    expect(sockets()).toHaveLength(1);
    process.kill(pid, 'SIGKILL');
    await until(() => Promise.resolve(sockets().length === 0));
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    rmSync(folder, { recursive: true });
  }
});

test('an account is separate, and its caller identity is correct', async () => {
  await startEmbeddedAws();
  const listed: string[] = [];
  for (const account of ['111111111111', '222222222222']) {
    const signing = { service: 'sns', region: 'us-east-1', credentials: await assumeEmbeddedAccount(account) };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const call = async (form: Record<string, string>) => {
      const body = new URLSearchParams(form).toString();
      return (await signedFetch('/', { method: 'POST', headers, body }, signing)).text();
    };
    await call({ Action: 'CreateTopic', Name: `of-${account}` });
    listed.push(await call({ Action: 'ListTopics' }));
  }
  expect(listed[1]).toContain('arn:aws:sns:us-east-1:222222222222:of-222222222222');
  expect(listed[1]).not.toContain('111111111111');
});

test.each([
  ['elasticmapreduce', 'CreateStudio', 'an operation moto does not have'],
  ['ec2', 'FooBar', 'an operation AWS does not have'],
  ['chime', 'CreateAppInstance', 'a service moto does not have'],
])(
  '%s:%s, %s, is refused at once with its name',
  async (service, action) => {
    await startEmbeddedAws();
    const credentials = await assumeEmbeddedAccount('111111111111');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const isQuery = service === 'ec2';
    const call = {
      method: 'POST',
      headers: isQuery ? form : { 'x-amz-target': `X.${action}` },
      body: isQuery ? new URLSearchParams({ Action: action, Version: '2016-11-15' }).toString() : '{}',
    };
    const answer = await signedFetch('/', call, { service, region: 'us-east-1', credentials });
    expect(answer.status).toBe(400);
    const said = await answer.text();
    expect(said).toContain('NotImplementedByEmbeddedAws');
    expect(said).toContain(`The embedded AWS does not know ${service}:${action}`);
  },
  60_000,
);
