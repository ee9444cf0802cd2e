import { rmSync } from 'node:fs';
import { environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { openSession, type Session } from '../aws-target/session';
import type { Target } from '../aws-target/target';
import { deploy, destroy, plan } from '../commands/commands';
import { stateKeys } from '../state/objects';
import { readState } from '../state/state';
import { FlawedWay } from '../testing/flawed-way';
import { localAws } from '../testing/local-aws';
import { SmallRepository, smallRepositoryBucket as bucket } from '../testing/small-repository';
import { workFolder } from '../work/folder';
import { counted, deployToKill } from './testing/killing';
import { smallNetwork } from './testing/small-network';

// An embedded AWS of its own, and a proxy that observes the calls.
process.env['EMBEDDED_AWS_PORT'] = '4686';
const port = 4687;
const endpoint = `http://127.0.0.1:${port}`;
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const testing = environment('testing');
const target: Target = { kind: 'embedded', endpoint, assume: (id) => assumeEmbeddedAccount(id) };
const repository = new SmallRepository();
const { root } = repository;
const options = { root, target, variables };
const folder = workFolder(`embedded-${port}`, 'testing/net.tfstate', root);
const way = new FlawedWay(4686);
let session: Session;

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  localAws('start', variables);
  await way.open(port);
  session = await openSession(target, testing);
  repository.app('net', smallNetwork);
});

afterAll(async () => {
  await way.close();
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

test('all processes of a deploy are killed when AWS has made an address and its response is lost: the next one makes all once, a destroy leaves nothing', async () => {
  const started = deployToKill(root, endpoint, folder, variables);
  way.onAnswer = ({ body }) => {
    if (/\bAction=AllocateAddress\b/.test(body)) started.kill('all');
  };
  await started.ended;
  way.onAnswer = () => undefined;
  expect((await counted(session)).addresses).toBe(1);
  const place = { bucket, key: 'testing/net.tfstate' };
  // Killed before Terraform has written its state once.
  await expect(readState(session.s3, place)).resolves.toBeUndefined();
  await deploy('apps/net', testing, options);
  await expect(counted(session)).resolves.toEqual({ vpcs: 1, addresses: 1, gateways: 1, keys: 1 });
  expect((await readState(session.s3, place))?.managed).toHaveLength(16);
  await expect(plan('apps/net', testing, options)).resolves.toBe(0);
  await destroy('apps/net', testing, options);
  await expect(counted(session)).resolves.toEqual({ vpcs: 0, addresses: 0, gateways: 0, keys: 0 });
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
});
