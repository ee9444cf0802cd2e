import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { RequestCertificateCommand, ACMClient } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { embeddedEndpoint } from '../address';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from '../daemon';
import { workFolder } from '../folders';
import { answersOf } from '../testing/answers';
import { DeployableFleet } from '../testing/deployable-fleet';
import { ownerOf, type ClientSettings } from '../testing/instance-role';
import { until } from '../testing/until';
import { removeSnapshot, restoreSnapshot, saveSnapshot, snapshots } from '.';

const account = '444455556666';
const [portBefore, portAfter] = ['4641', '4642'];
const name = 'snapshot-embedded-test';
const file = join(workFolder, 'snapshots', `${name}.snapshot`);
const releaseOn = (port: string, id: string) =>
  readFile(join(workFolder, 'instances', port, account, id, 'root', 'srv', 'app', 'release'), 'utf8').catch(() => '');
const large = randomBytes(12 * 1024 * 1024);
const beside = join(workFolder, 'beside-of-a-test');

let settings: ClientSettings;
let fleet: DeployableFleet;
let before: Map<string, string>;
let keyId: string;
let ciphertext: Uint8Array;

const onPort = (port: string) => (process.env['EMBEDDED_AWS_PORT'] = port);
/** Ends the gateway as a crash does: it cannot save anything. */
async function killGateway(): Promise<void> {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('The gateway to be killed does not run.');
  process.kill(status.pid, 'SIGKILL');
  await until('the end of the gateway', async () => !(await embeddedAwsStatus()).running || undefined);
}

/** The process of moto, a child of the gateway. */
async function processOfMoto(): Promise<number> {
  const status = await embeddedAwsStatus();
  if (!status.running) throw new Error('The gateway of the moto to stop does not run.');
  const children = execFileSync('pgrep', ['-P', String(status.pid), '-f', 'launcher.py'], { encoding: 'utf8' });
  return Number(children.trim());
}

/** The clients of the account, with the earlier credentials, on the present port. */
const as = (of: ClientSettings) => ({ ...of, endpoint: embeddedEndpoint() });

beforeAll(async () => {
  onPort(portBefore);
  // Three instances have six vCPUs, and a new account may run five.
  process.env['EMBEDDED_AWS_QUOTAS'] = JSON.stringify({ [account]: { onDemandVcpus: 8 } });
  await stopEmbeddedAws();
  await startEmbeddedAws();
  settings = await ownerOf(account);
  fleet = await DeployableFleet.in(settings);
  await fleet.put('one', { ApplicationStop: 'echo stopped > /srv/stopped' });
  await fleet.put('two');
  await fleet.put('endless', { AfterInstall: 'while :; do sleep 0.1; done' });
  await fleet.add('web', 2);
  await fleet.over(await fleet.deploy('web', 'one'));

  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: 'packages', Key: 'large', Body: large }));
  await s3.send(new CreateBucketCommand({ Bucket: 'versions' }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'versions', VersioningConfiguration }));
  for (const Body of ['old', 'new']) await s3.send(new PutObjectCommand({ Bucket: 'versions', Key: 'state', Body }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'versions', Key: 'state' }));
  const sqs = new SQSClient(settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  const kms = new KMSClient(settings);
  keyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;
  ciphertext = (await kms.send(new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('secret') }))).CiphertextBlob!;
  await new SecretsManagerClient(settings).send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }));
  await new ACMClient(settings).send(new RequestCertificateCommand({ DomainName: 'a.example' }));
  await new Route53Client(settings).send(new CreateHostedZoneCommand({ Name: 'a.example', CallerReference: '1' }));

  before = await answersOf(account, 'eu-west-1', settings.credentials);
  await saveSnapshot(name);
  await killGateway();
});

afterAll(async () => {
  fleet?.destroy();
  for (const port of [portBefore, portAfter]) {
    onPort(port);
    await stopEmbeddedAws();
  }
  rmSync(file, { force: true });
  rmSync(beside, { recursive: true, force: true });
});

describe.each([portBefore, portAfter])('restored on port %s', (port) => {
  beforeAll(async () => {
    onPort(port);
    await restoreSnapshot(name);
  });

  it('answers every call as before, to the earlier session', async () => {
    const after = await answersOf(account, 'eu-west-1', settings.credentials);
    expect(before.size).toBeGreaterThan(100);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
  });

  it('has the large object, the key and the message', async () => {
    const s3 = new S3Client({ ...as(settings), forcePathStyle: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'packages', Key: 'large' }));
    expect(large.equals(await Body!.transformToByteArray())).toBe(true);
    const kms = new KMSClient(as(settings));
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: ciphertext }));
    expect(Buffer.from(Plaintext!).toString()).toBe('secret');
    const sqs = new SQSClient(as(settings));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'q' }));
    expect(QueueUrl).toContain(`127.0.0.1:${port}`);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    expect(Messages?.map(({ Body: body }) => body)).toEqual(['kept']);
  });

  it('continues with releases: new instances get the last successful revision, and the next one replaces it', async () => {
    const web = fleet.on(as(settings));
    const [first = '', second = ''] = await web.instances('web');
    expect([await releaseOn(port, first), await releaseOn(port, second)]).toEqual(['one', 'one']);
    await web.scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 3 }));
    const all = await web.instances('web');
    await until('the release on the new instance', async () => {
      return (await Promise.all(all.map((id) => releaseOn(port, id)))).every((each) => each === 'one') || undefined;
    });
    const launch = await until('the launch', async () => (await web.others('web', 'autoscaling'))[0]);
    await web.over(launch.deploymentId!);
    expect(await web.over(await web.deploy('web', 'two'))).toMatchObject({ status: 'Succeeded' });
    expect(await Promise.all(all.map((id) => releaseOn(port, id)))).toEqual(['two', 'two', 'two']);
    web.destroy();
  });
});

describe('a snapshot that is not made', () => {
  beforeAll(async () => {
    onPort(portAfter);
    await restoreSnapshot(name);
  });

  it('while a deployment runs names it, and the previous one is complete', async () => {
    const web = fleet.on(as(settings));
    const bytes = readFileSync(file);
    const id = await web.deploy('web', 'endless');
    await web.running(id, 'AfterInstall');
    await expect(saveSnapshot(name)).rejects.toThrow(
      `The embedded AWS is not saved: deployment ${id} has not ended: try again when it has.`,
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
    await stopEmbeddedAws();
    web.destroy();
  });
});

describe('a snapshot that is not restored does not affect the running embedded AWS', () => {
  const good = () => readFileSync(file);
  let bytes: Buffer;
  beforeAll(async () => {
    onPort(portAfter);
    await restoreSnapshot(name);
    bytes = good();
  });
  afterEach(() => {
    writeFileSync(file, bytes);
    chmodSync(file, 0o600);
  });

  it.each([
    ['truncated', () => writeFileSync(file, bytes.subarray(0, -1)), /its file has \d+ bytes, and should have \d+/],
    [
      'with a flipped byte',
      () => writeFileSync(file, Buffer.concat([bytes.subarray(0, -9), Buffer.from('x'), bytes.subarray(-8)])),
      /is damaged/,
    ],
    ['writable by others', () => chmodSync(file, 0o666), /may be written by other users \(mode 666\)/],
    [
      'of another format',
      () => writeFileSync(file, Buffer.from(bytes.toString('latin1').replace('snapshot 1', 'snapshot 9'), 'latin1')),
      /it has format 9/,
    ],
  ])('%s', async (_how, spoil, why) => {
    const running = await embeddedAwsStatus();
    spoil();
    await expect(restoreSnapshot(name)).rejects.toThrow(why);
    expect(await embeddedAwsStatus()).toEqual(running);
  });
});

it('a save that is killed leaves the previous snapshot, and no partial one', async () => {
  onPort(portAfter);
  await restoreSnapshot(name);
  const bytes = readFileSync(file);
  // moto is stopped, so that the save is never done before it is killed, even on a fast machine.
  const moto = await processOfMoto();
  process.kill(moto, 'SIGSTOP');
  const saving = saveSnapshot(name);
  await until('a folder of the save', async () => {
    const folder = join(workFolder, 'captured');
    return (existsSync(folder) && readdirSync(folder).some((each) => each.startsWith('captured-'))) || undefined;
  });
  await killGateway();
  process.kill(moto, 'SIGCONT');
  await expect(saving).rejects.toThrow();
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect((await snapshots()).filter((each) => each.name.startsWith(name)).map((each) => each.name)).toEqual([name]);
});

it('folders beside it are restored without the excluded files', async () => {
  onPort(portAfter);
  await restoreSnapshot(name);
  const path = join(beside, 'from');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(path, '.terraform', 'providers'), { recursive: true });
  writeFileSync(join(path, 'run.json'), '{}', { mode: 0o640 });
  await saveSnapshot(`${name}-beside`, { beside: [{ name: 'work', path, exclude: ['.terraform'] }] });
  try {
    const to = join(beside, 'to');
    await restoreSnapshot(`${name}-beside`, { beside: [{ name: 'work', path: to }] });
    expect(readdirSync(to)).toEqual(['run.json']);
    expect(statSync(join(to, 'run.json')).mode & 0o777).toBe(0o640);
  } finally {
    await removeSnapshot(`${name}-beside`);
  }
  await expect(removeSnapshot(`${name}-beside`)).rejects.toThrow(
    `There is no snapshot ${name}-beside. The existing snapshots are `,
  );
});
