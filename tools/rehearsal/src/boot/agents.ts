import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { assumeEmbeddedAccount, embeddedEndpoint } from '@malinshopper/local-aws';
import type { Clients } from '../clients';
import { run } from '../programs';
import { destinationOf } from './edge/host';
import { standIns } from './image/recipe';

/** A package that user data installs from a bucket of AWS. */
export interface Agent {
  readonly name: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
}

/** The packages that a user data installs with `install-package <name> <version> <url>`. */
export function agentsIn(userData: string, architecture: string): Agent[] {
  const text = userData.replaceAll('$(dpkg --print-architecture)', architecture);
  const found = text.matchAll(/install-package (\S+) (\S+) "?(https:[^\s"]+)/g);
  return [...found].map(([, name = '', version = '', address = '']) => {
    const url = new URL(address);
    const { bucket } = destinationOf(url.host, url.pathname);
    if (bucket === undefined) {
      throw new Error(`${url.href}, which installs ${name}, is in no bucket of S3: an instance in a private subnet with \
only the S3 endpoint cannot reach it, and the rehearsal cannot serve it.`);
    }
    return { name, version, bucket, key: url.pathname.slice(1) };
  });
}

/** Makes a package that stands in for an agent, with a description that states it, and returns its file. */
export async function standInFor({ name, version }: Agent, folder: string): Promise<string> {
  const tree = join(folder, name);
  const put = (path: string, content: string) => {
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), content);
  };
  const control = {
    Package: name,
    Version: version,
    Architecture: 'all',
    Maintainer: 'Malinshopper <rehearsal@malinshopper.com>',
    Description: `a stand-in of the boot rehearsal for ${name}`,
  };
  put(
    'DEBIAN/control',
    Object.entries(control)
      .map(([field, value]) => `${field}: ${value}\n`)
      .join(''),
  );
  put(`lib/systemd/system/${name}.service`, readFileSync(join(standIns, 'agent.service'), 'utf8'));
  if (name === 'amazon-cloudwatch-agent') {
    const program = 'opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl';
    mkdirSync(join(tree, program, '..'), { recursive: true });
    cpSync(join(standIns, 'amazon-cloudwatch-agent-ctl.sh'), join(tree, program));
    chmodSync(join(tree, program), 0o755);
  }
  const file = join(folder, `${name}.deb`);
  await run('dpkg-deb', ['--root-owner-group', '--build', tree, file], { cwd: folder });
  return file;
}

/**
 * S3 as an account that no environment has: buckets of AWS are in accounts of AWS, and no setting of an environment
 * closes them.
 */
export async function s3OfAws(region: string): Promise<S3Client> {
  const credentials = await assumeEmbeddedAccount('000000000000');
  return new S3Client({ region, endpoint: embeddedEndpoint(), credentials, forcePathStyle: true });
}

/** Instances fetch without a signature. */
const open = (bucket: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }],
  });

/**
 * Puts stand-ins for the agents into public buckets of the embedded AWS. The buckets have the names of those from which
 * AWS distributes the real agents.
 * @param clients of the account that gets the buckets
 * @returns a function that removes them again
 */
export async function serveAgents(
  { s3 }: Pick<Clients, 's3'>,
  agents: readonly Agent[],
  folder: string,
): Promise<() => Promise<void>> {
  const buckets = new Set(agents.map(({ bucket }) => bucket));
  for (const Bucket of buckets) {
    await s3.send(new CreateBucketCommand({ Bucket })).catch((error: Error) => {
      // A rehearsal that was killed has left it.
      if (error.name !== 'BucketAlreadyOwnedByYou') throw error;
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: open(Bucket) }));
  }
  for (const agent of agents) {
    const Body = readFileSync(await standInFor(agent, folder));
    await s3.send(new PutObjectCommand({ Bucket: agent.bucket, Key: agent.key, Body }));
  }
  return async () => {
    for (const { bucket, key } of agents) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    for (const Bucket of buckets) await s3.send(new DeleteBucketCommand({ Bucket }));
  };
}
