import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { databases, runFunction } from '@malinshopper/local-aws';

/** The job that makes users, as it is deployed: apps/data/src/users. */
const folder = join(__dirname, '../../../../../apps/data/src/users/files');
const files = new Map([
  ['index.js', readFileSync(join(folder, 'index.cjs'))],
  ['mysql.cjs', readFileSync(join(folder, 'mysql.cjs'))],
]);
const where = { account: '444455556666', region: 'eu-west-1' };
const host = 'testing-mysql.example';
const master = { username: 'malinshopper', password: 'only-RDS-knows' };
const inherited = process.env['EMBEDDED_AWS_PORT'];

let secrets: Map<string, string | undefined>;
let aws: Server;
let servers: ReturnType<typeof databases>;
const catalogue = () => servers.catalogue(where, 'db-1');

/** The parts of Secrets Manager that the job uses. */
beforeEach(async () => {
  secrets = new Map([
    ['master', JSON.stringify(master)],
    ...['testing', 'checkout-1a2b3'].flatMap((name) =>
      ['web', 'worker'].map((tier) => [`malinshopper/${name}/database/${tier}`, undefined] as const),
    ),
  ]);
  aws = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { SecretId, SecretString } = JSON.parse(body) as { SecretId: string; SecretString?: string };
      const refuse = (code: string) => {
        response.statusCode = 400;
        response.end(JSON.stringify({ __type: code, message: code }));
      };
      if (!secrets.has(SecretId)) return refuse('AccessDeniedException');
      if (SecretString !== undefined) secrets.set(SecretId, SecretString);
      const value = secrets.get(SecretId);
      if (value === undefined) return refuse('ResourceNotFoundException');
      response.end(JSON.stringify({ Name: SecretId, SecretString: value }));
    });
  });
  await new Promise<void>((listening) => aws.listen(0, '127.0.0.1', listening));
  process.env['EMBEDDED_AWS_PORT'] = String((aws.address() as AddressInfo).port);
  servers = databases(async (_where, asked) =>
    asked === host ? { resourceId: 'db-1', user: master.username, password: master.password } : undefined,
  );
});
afterEach(() => {
  if (inherited === undefined) delete process.env['EMBEDDED_AWS_PORT'];
  else process.env['EMBEDDED_AWS_PORT'] = inherited;
  aws.close();
});

async function call(environment: unknown, action: string, more: object = {}) {
  const variables = { DATABASE_HOST: host, DATABASE_PORT: '3306', MASTER_SECRET_ARN: 'master', SERVER_OF: 'testing' };
  return runFunction({
    files,
    handler: 'index.handler',
    variables,
    timeoutMs: 30_000,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' },
    event: { environment, tf: { action }, ...more } as never,
    database: await servers.reached(where, variables),
  });
}
const secretOf = (name: string, tier: string) =>
  JSON.parse(secrets.get(`malinshopper/${name}/database/${tier}`) ?? '{}') as { username: string; password: string };

describe('the job that makes users on a database server', () => {
  test('makes the schema of an environment, and a user for each tier with a password that only its secret has', async () => {
    await expect(call('checkout-1a2b3', 'create')).resolves.toEqual({
      result: { made: 'malinshopper_checkout_1a2b3' },
    });
    expect([...catalogue().schemas]).toEqual(['malinshopper_checkout_1a2b3']);
    for (const tier of ['web', 'worker']) {
      const { username, password } = secretOf('checkout-1a2b3', tier);
      expect(username).toBe(`checkout_1a2b3_${tier}`);
      expect(password).toMatch(/^[0-9a-f]{48}$/);
      expect(catalogue().users.get(username)?.password).toBe(password);
    }
  });

  test('lets its users see that schema only, also if another has a similar name', async () => {
    await call('checkout-1a2b3', 'create');
    for (const { grants } of catalogue().users.values()) {
      // An underscore without a backslash stands for any character.
      expect([...grants.keys()]).toEqual(['malinshopper\\_checkout\\_1a2b3']);
    }
  });

  test('lets workers read and write, and web servers migrate the schema too', async () => {
    await call('testing', 'create');
    const of = (tier: string) =>
      catalogue().users.get(`testing_${tier}`)!.grants.get('malinshopper\\_testing')!.split(', ');
    expect(of('worker')).toEqual(expect.arrayContaining(['SELECT', 'INSERT', 'UPDATE', 'DELETE']));
    for (const more of ['CREATE', 'ALTER', 'DROP', 'INDEX']) {
      expect(of('web')).toContain(more);
      expect(of('worker')).not.toContain(more);
    }
  });

  test('does nothing twice: the passwords stay', async () => {
    await call('testing', 'create');
    const before = secretOf('testing', 'web');
    await expect(call('testing', 'update')).resolves.toEqual({ result: { made: 'malinshopper_testing' } });
    expect(secretOf('testing', 'web')).toEqual(before);
    expect(catalogue().users.get('testing_web')?.password).toBe(before.password);
  });

  test('sets new passwords when that is requested', async () => {
    await call('testing', 'create');
    const before = secretOf('testing', 'web');
    await call('testing', 'update', { rotate: true });
    expect(secretOf('testing', 'web').password).not.toBe(before.password);
    expect(catalogue().users.get('testing_web')?.password).toBe(secretOf('testing', 'web').password);
  });

  test('drops the schema and the users of an environment that borrows the server, and no others', async () => {
    await call('testing', 'create');
    await call('checkout-1a2b3', 'create');
    await expect(call('checkout-1a2b3', 'delete')).resolves.toEqual({
      result: { dropped: 'malinshopper_checkout_1a2b3' },
    });
    expect([...catalogue().schemas]).toEqual(['malinshopper_testing']);
    expect([...catalogue().users.keys()]).toEqual(['testing_web', 'testing_worker']);
  });

  test('never drops the schema of the environment that has the server', async () => {
    await call('testing', 'create');
    await expect(call('testing', 'delete')).resolves.toEqual({ result: { kept: 'malinshopper_testing' } });
    expect([...catalogue().schemas]).toEqual(['malinshopper_testing']);
  });

  test.each([
    [
      'a name that would end a statement',
      'x`; DROP DATABASE `malinshopper_testing',
      'create',
      'is no name of an environment',
    ],
    ['no name', undefined, 'create', 'undefined is no name of an environment: nothing was done'],
    ['an unknown action', 'testing', 'truncate', 'tf.action is "truncate", and not create, update or delete'],
    ['an environment without secrets', 'other', 'create', 'AccessDeniedException'],
  ])('refuses %s', async (_what, environment, action, why) => {
    await expect(call(environment, action)).resolves.toMatchObject({
      failure: { errorMessage: expect.stringContaining(why) as string },
    });
    expect([...catalogue().users.keys()]).toEqual([]);
  });

  test('reports the message of the server if the password of the master user is wrong', async () => {
    secrets.set('master', JSON.stringify({ ...master, password: 'old' }));
    await expect(call('testing', 'create')).resolves.toMatchObject({
      failure: { errorMessage: expect.stringContaining('refuses the user malinshopper: 1045 Access denied') as string },
    });
  });
});
