import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { openSession, plan, workFolder, type Session, type Target } from '@malinshopper/terraform';
import {
  commandToKill,
  FlawedWay,
  localAws,
  made,
  SmallRepository,
  smallRepositoryBucket,
  type Call,
  type SmallApp,
} from '@malinshopper/terraform/testing';
import { accounts } from '@malinshopper/environments';
import { environmentIn } from './account';
import { bootstrap, type BootstrapOptions } from './bootstrap';
import { counted } from './testing/counted';
import { smallAccount } from './testing/small-account';

// This file uses a separate embedded AWS, behind a proxy that records calls.
process.env['EMBEDDED_AWS_PORT'] = '4651';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const wayPort = 4652;
const endpoint = `http://127.0.0.1:${wayPort}`;
const target: Target = { kind: 'embedded', endpoint, assume: (id) => assumeEmbeddedAccount(id) };
const environment = environmentIn('nonproduction');
const repository = new SmallRepository();
const { root } = repository;
const folder = workFolder(`embedded-${wayPort}`, `${environment.name}/account.tfstate`, root);
const way = new FlawedWay(4651);
let session: Session;

/** The moments of the kills: AWS has done what was called, and the answer is lost. In the order in which bootstrap gets there. */
const moments: readonly (readonly [string, (call: Call) => boolean])[] = [
  [
    'made the bucket of the states',
    ({ method, path }) => method === 'PUT' && /^\/small-repository-states\/?(\?x-id=\w+)?$/.test(path),
  ],
  ['made the delegation set', ({ method, path }) => method === 'POST' && path.endsWith('/delegationset')],
  [
    'stored the last state',
    ({ method, path, body }) => method === 'PUT' && /account\.tfstate(\?|$)/.test(path) && body.includes('dsRecords'),
  ],
];

const bootstrapped = () =>
  commandToKill([join(__dirname, 'testing/bootstrap-once.ts'), root, endpoint], folder, variables);

/** A policy of the bucket of the states that only the root user of the account is exempt from. */
const closed: SmallApp['resource'] = {
  aws_s3_bucket_policy: {
    states: made('account/states', {
      bucket: smallRepositoryBucket,
      policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::${smallRepositoryBucket}/*`,
            Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${accounts.nonproduction.id}:root` } },
          },
        ],
      }),
    }),
  },
};

/** The embedded AWS as a user with all rights reaches it, as accounts without Identity Center have them. */
async function administrator(UserName: string): Promise<Target> {
  const iam = new IAMClient(session.clients);
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return { kind: 'embedded', endpoint, assume: async () => ({ accessKeyId, secretAccessKey, sessionToken: '' }) };
}

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  repository.app('account', smallAccount);
  localAws('start', variables);
  await way.open(wayPort);
  session = await openSession(target, environment);
});

afterAll(async () => {
  await way.close();
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

const inRegion = (LocationConstraint: 'eu-west-1' | 'eu-central-1') => ({
  Bucket: smallRepositoryBucket,
  CreateBucketConfiguration: { LocationConstraint },
});
const nothing = { buckets: 0, providers: 0, roles: 0, keys: 0, zones: 0, delegationSets: 0, topics: 0 };

describe('a bootstrap of an empty account makes nothing', () => {
  const attempt = (options: Partial<BootstrapOptions> = {}) =>
    bootstrap('nonproduction', {
      root,
      target,
      preflight: async () => [],
      confirm: async () => true,
      say: () => undefined,
      ...options,
    });

  afterEach(async () => expect(await counted(session)).toEqual(nothing));

  test('with the credentials of another account', async () => {
    const others: Target = { kind: 'embedded', endpoint, assume: () => assumeEmbeddedAccount(accounts.production.id) };
    await expect(attempt({ target: others })).rejects.toThrow(
      /^The credentials are of account 111122223333 .* lives in 444455556666 \(nonproduction\): nothing was touched\./,
    );
  });

  test('after a failed preflight', async () => {
    const failed = { check: 'quotas', about: 'vCPUs', outcome: 'failed', found: '5 of 30' } as const;
    await expect(attempt({ preflight: async () => [failed] })).rejects.toThrow(
      'The preflight of nonproduction has failed, and nothing was made:\n- quotas, vCPUs: 5 of 30',
    );
  });

  test('without a yes, and it prints before what it would make', async () => {
    const said: string[] = [];
    await expect(attempt({ confirm: async () => false, say: (line) => said.push(line) })).rejects.toThrow(
      'Nothing was created, because the answer was not yes. Without a terminal, add --yes.',
    );
    expect(said.join('\n')).toMatch(
      /To be created, in account 444455556666:[^]* 1 hosted zone +testing\.malinshopper\.com\n/,
    );
  });

  test('where the state bucket is in another account', async () => {
    const { s3 } = await openSession(target, environmentIn('production'));
    await s3.send(new CreateBucketCommand(inRegion('eu-west-1')));
    await expect(attempt()).rejects.toThrow(
      'The state bucket small-repository-states belongs to another AWS account, or ',
    );
    await s3.send(new DeleteBucketCommand({ Bucket: smallRepositoryBucket }));
  });

  test('where the state bucket is in another region', async () => {
    const { s3InRegion } = await openSession(target, { ...environment, region: 'eu-central-1' });
    await s3InRegion.send(new CreateBucketCommand(inRegion('eu-central-1')));
    await expect(attempt()).rejects.toThrow(
      'The state bucket small-repository-states is in eu-central-1, and the home region of its account in environments/src/accounts.ts is eu-west-1.',
    );
    await s3InRegion.send(new DeleteBucketCommand({ Bucket: smallRepositoryBucket }));
  });

  test('as an identity that the policy of the state bucket would shut out', async () => {
    repository.app('account', { resource: { ...smallAccount.resource, ...closed }, output: smallAccount.output! });
    const user = await administrator('ana');
    await expect(attempt({ target: user })).rejects.toThrow(
      'account puts a policy on the bucket small-repository-states that shuts arn:aws:iam::444455556666:user/ana out',
    );
    repository.app('account', smallAccount);
  });
});

describe('a bootstrap of which all processes are killed at three moments, each time when an answer of AWS is lost', () => {
  const ends: (number | null | string)[] = [];
  let said: string;

  beforeAll(async () => {
    for (const [, isMoment] of moments) {
      const run = bootstrapped();
      let wasKilled = false;
      way.onAnswer = (call, status) => {
        if (wasKilled || status >= 300 || !isMoment(call)) return;
        wasKilled = true;
        run.kill('all');
      };
      const printed = await run.ended;
      way.onAnswer = () => undefined;
      ends.push(wasKilled ? run.exitCode() : printed);
    }
    const last = bootstrapped();
    said = await last.ended;
    ends.push(last.exitCode());
  }, 90 * 60_000);

  test.each(moments.map(([what], index) => [what, index] as const))('was really killed when AWS had %s', (_, index) => {
    expect(ends[index]).toBeNull();
  });

  test('is completed by the next one', () => {
    expect([said.slice(-3_000), ends.at(-1)]).toEqual([
      expect.stringContaining('nonproduction exists: 7 resources'),
      0,
    ]);
  });

  test('has made nothing twice, and nothing is left to deploy', async () => {
    const once = { buckets: 1, providers: 1, roles: 1, keys: 1, zones: 1, delegationSets: 1, topics: 1 };
    await expect(counted(session)).resolves.toEqual(once);
    await expect(plan('apps/account', environment, { root, target })).resolves.toBe(0);
  });
});

test('a bootstrap of a complete account changes nothing, and prints what is left for a person and the next command', async () => {
  const writes: string[] = [];
  way.onAnswer = ({ method, path, body }) => {
    const action = /\bAction=(\w+)/.exec(body)?.[1] ?? '';
    const isRead = method === 'GET' || method === 'HEAD' || /^(Get|List|Describe|AssumeRole)/.test(action);
    if (!isRead) writes.push(`${method} ${path} ${action}`);
  };
  const run = bootstrapped();
  const said = await run.ended;
  way.onAnswer = () => undefined;
  expect(writes).toEqual([]);
  expect(said).toContain('The account is complete: 7 resources, unchanged since');
  expect(said).toContain(
    'follow the link in each mail of AWS that asks for a subscription to alarms: infrastructure@malinshopper.com (1)',
  );
  expect(said).toMatch(/Next: (EMBEDDED_AWS\S+ )*npm run bootstrap -- production/);
  expect(run.exitCode()).toBe(0);
});
