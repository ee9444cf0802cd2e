import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closedCall, isOpen, motoBackends } from './open-services';

const root = join(__dirname, '..', '..', '..', '..');
const asked = (name: string) => ({ protocol: 'json' as const, name });

/** A client of the AWS SDK, as far as this test needs it. */
type Client = new (settings: { region: string }) => { config: { defaultSigningName?: string } };

const installed = readFileSync(join(root, 'package.json'), 'utf8').match(/@aws-sdk\/client-[a-z0-9-]+/g) ?? [];

test('the repository has clients of the AWS SDK to look at', () => {
  expect(installed.length).toBeGreaterThan(20);
});

test.each(installed)('the service of %s is open', async (name) => {
  const exported = (await import(name)) as Record<string, unknown>;
  const [, client] = Object.entries(exported).find(([key]) => /^[A-Z]\w*Client$/.test(key)) ?? [];
  const signingName = new (client as Client)({ region: 'eu-west-1' }).config.defaultSigningName;
  expect(signingName).toBeDefined();
  expect(isOpen(signingName ?? '')).toBe(true);
});

test('every service that the gateway completes is open', async () => {
  const { services } = await import('../services');
  expect(
    services()
      .map(({ name }) => name)
      .filter((name) => !isOpen(name)),
  ).toEqual([]);
});

test.each(['batch', 'codebuild', 'firehose', 'apigateway', 'states', 'ecs', 'constructor', '__proto__', ''])(
  'the service "%s" is closed by its name',
  (service) => {
    const refused = closedCall(service, asked('Do'));
    expect(refused?.status).toBe(400);
    expect(String(refused?.body)).toContain(`The embedded AWS does not know ${service}:Do: the service is closed`);
  },
);

test.each(['events:CreateApiDestination', 'events:UpdateApiDestination', 'secretsmanager:RotateSecret'])(
  '%s is closed, although its service is open',
  (operation) => {
    const [service = '', name = ''] = operation.split(':');
    expect(String(closedCall(service, asked(name))?.body)).toContain(`does not know ${operation}: a`);
    expect(closedCall(service, asked('ListRules'))).toBeUndefined();
  },
);

test('moto may use no backend that reaches out of its process, nor its own endpoints', () => {
  const backends = motoBackends();
  expect(backends).toContain('s3');
  for (const name of ['awslambda', 'moto_api', 'instance_metadata', 'firehose']) expect(backends).not.toContain(name);
});

test('moto has every backend that an open service names', () => {
  const program = 'import json, moto.backends as b; print(json.dumps(list(b.list_of_moto_modules())))';
  const known = JSON.parse(execFileSync('python3', ['-c', program], { encoding: 'utf8' })) as string[];
  expect(motoBackends().filter((name) => !known.includes(name))).toEqual([]);
});
