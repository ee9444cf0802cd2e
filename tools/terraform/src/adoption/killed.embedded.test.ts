import { rmSync } from 'node:fs';
import { environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount } from '@malinshopper/local-aws';
import { openSession, type Session } from '../aws-target/session';
import type { Target } from '../aws-target/target';
import { deploy, destroy, plan } from '../commands/commands';
import { stateKeys } from '../state/objects';
import { readState } from '../state/state';
import { FlawedWay, type Call } from '../testing/flawed-way';
import { localAws } from '../testing/local-aws';
import { SmallRepository, smallRepositoryBucket as bucket } from '../testing/small-repository';
import { workFolder } from '../work/folder';
import { counted, deployToKill, type Killed } from './testing/killing';
import { smallNetwork } from './testing/small-network';

// An embedded AWS of its own, and a way to it on which calls are seen.
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

const one = { vpcs: 1, addresses: 1, gateways: 1, keys: 1 };
const none = { vpcs: 0, addresses: 0, gateways: 0, keys: 0 };
const isCall = (action: string) => (call: Call) =>
  call.body.includes(`Action=${action}&`) || call.body.endsWith(`Action=${action}`);

/** Kills such processes of a deploy when so many resources are made, or when AWS has answered to a call and the answer is not there yet. */
async function killedDeploy(which: Killed, when: number | string): Promise<void> {
  const started = deployToKill(root, endpoint, folder, variables);
  if (typeof when === 'number') {
    await started.until(when);
    started.kill(which);
  } else {
    way.onAnswer = (call) => {
      if (isCall(when)(call)) started.kill(which);
    };
  }
  await started.ended;
  way.onAnswer = () => undefined;
}

/** Everything once, no change left. */
async function converges(): Promise<void> {
  await deploy('apps/net', testing, options);
  await expect(counted(session)).resolves.toEqual(one);
  await expect(plan('apps/net', testing, options)).resolves.toBe(0);
  expect((await readState(session.s3, { bucket, key: 'testing/net.tfstate' }))?.managed).toHaveLength(16);
}

async function goes(): Promise<void> {
  await destroy('apps/net', testing, options);
  await expect(counted(session)).resolves.toEqual(none);
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
}

test('all processes of a deploy are killed in its midst: the next one makes the rest, and a destroy leaves nothing', async () => {
  await killedDeploy('all', 9);
  await converges();
  await goes();
});

test('they are killed when AWS has made an address and nobody has heard of it: the next destroy deletes it, with all the rest', async () => {
  await killedDeploy('all', 'AllocateAddress');
  expect((await counted(session)).addresses).toBe(1);
  await goes();
});
