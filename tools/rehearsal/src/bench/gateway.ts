import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '@malinshopper/environments';
import {
  assumeEmbeddedAccount,
  embeddedEndpoint,
  pythonWithMoto,
  type EmbeddedCredentials,
} from '@malinshopper/local-aws';
import { closeWorld, newWorld } from '../world';
import { median } from './measure';
import { row } from './report';

const calls = 300;

/**
 * The time that the gateway adds to a call: signature, permissions, checks of parameters. The same calls of AWS's SDK
 * go to the embedded AWS and to moto's own server without a gateway, in turn, because a slow machine slows both.
 */
export async function benchGateway(): Promise<void> {
  const { account, region } = environment('testing');
  await newWorld();
  const moto = await motoAlone();
  try {
    const credentials = await assumeEmbeddedAccount(account.id);
    const through = await asked({ region, credentials, endpoint: embeddedEndpoint() });
    const alone = await asked({ region, credentials, endpoint: moto.endpoint });
    for (const [what, call] of Object.entries(through)) {
      const [ours, its] = await medians(call, alone[what]!);
      const added = `${ours.toFixed(1)} ms, of which the gateway adds ${(ours - its).toFixed(1)} ms`;
      row(`gateway, ${what}`, added, (ours / its).toFixed(2), 'compared with moto alone');
    }
  } finally {
    moto.end();
    await closeWorld();
  }
}

interface At {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: EmbeddedCredentials;
}
type Call = () => Promise<unknown>;

/** A call of each protocol. */
async function asked(at: At): Promise<Record<string, Call>> {
  const [sqs, ec2, s3] = [new SQSClient(at), new EC2Client(at), new S3Client({ ...at, forcePathStyle: true })];
  const [Bucket, Key] = ['measured-by-the-benchmark', 'object'];
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: at.region as 'eu-west-1' } }),
  );
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x'.repeat(1024) }));
  return {
    'JSON (SQS ListQueues)': () => sqs.send(new ListQueuesCommand({})),
    'query (EC2 DescribeVpcs)': () => ec2.send(new DescribeVpcsCommand({})),
    'REST (S3 GetObject, 1 KiB)': async () =>
      (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray(),
  };
}

/** The medians of two calls in turn, in milliseconds, after some that are not counted. */
async function medians(first: Call, second: Call): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let turn = -20; turn < calls; turn += 1) {
    for (const [index, call] of [first, second].entries()) {
      const began = process.hrtime.bigint();
      await call();
      if (turn >= 0) times[index]!.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
  return [median(times[0]), median(times[1])];
}

/**
 * Starts moto's own server on a free port of the loopback.
 * @throws Error if it does not answer
 */
export async function motoAlone(python?: string) {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const args = ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(python ?? (await pythonWithMoto()), args, { stdio: 'ignore' });
  const end = () => void child.kill();
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(endpoint).then(() => true, () => false)) return { endpoint, end }; // prettier-ignore
    if (child.exitCode !== null) break;
    await pause(100);
  }
  end();
  throw new Error(`moto does not answer on port ${port}: \`python3 ${args.join(' ')}\` shows the reason.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
