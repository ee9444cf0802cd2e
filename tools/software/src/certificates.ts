import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { clusterCertificates as Key, type Environment } from '@malinshopper/environments';
import { capture, type Session } from '@malinshopper/terraform';

export interface CertificatesOptions {
  readonly environment: Environment;
  readonly session: Pick<Session, 's3InRegion'>;
  /** The name of the environment's package bucket. */
  readonly bucket: string;
  /** Makes new certificates instead of the existing ones. @default false */
  readonly renew?: boolean;
  /** Called with each line of progress. */
  readonly say: (line: string) => void;
}

/**
 * Creates the certificates with which the nodes of a Hadoop cluster encrypt their traffic, and puts them into the
 * package bucket, unless they exist: all nodes, including later ones, use the same certificates. Only the nodes trust
 * the certificates, so they are self-signed. The private key is generated here, and is stored only in the encrypted
 * bucket.
 */
export async function putCertificates({
  environment,
  session,
  bucket,
  renew,
  say,
}: CertificatesOptions): Promise<void> {
  const place = `s3://${bucket}/${Key}`;
  const there = await session.s3InRegion.send(new HeadObjectCommand({ Bucket: bucket, Key })).catch((error: Error) => {
    if (error.name !== 'NotFound') throw error;
  });
  if (there && !renew) return say(`certificates of the Hadoop cluster: are already in ${place}`);
  const Body = await certificates(environment);
  await session.s3InRegion.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/zip' }));
  say(`certificates of the Hadoop cluster: ${there ? 'renewed' : 'made and stored'} in ${place}`);
}

/**
 * In days: ten years. A cluster keeps its certificates for its whole life, and is replaced with each release of EMR
 * long before.
 */
const validity = 3650;

/** The archive in EMR's format (EMR management guide, "Using PEM certificates"): names of files, and no folder. */
async function certificates({ name, region }: Environment): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  try {
    // The names of nodes: with any address, they end so in this region.
    const subject = `/O=Malinshopper/OU=${name}/CN=*.${region}.compute.internal`;
    const files = ['-keyout', 'privateKey.pem', '-out', 'certificateChain.pem'];
    const lasting = ['-days', String(validity)];
    await run(
      folder,
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:3072',
      '-nodes',
      '-subj',
      subject,
      ...lasting,
      ...files,
    );
    await run(folder, 'cp', 'certificateChain.pem', 'trustedCertificates.pem');
    const pems = ['privateKey.pem', 'certificateChain.pem', 'trustedCertificates.pem'];
    await run(folder, 'zip', '-X', '-q', 'certificates.zip', ...pems);
    return await readFile(join(folder, 'certificates.zip'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws Error with the program's message, or that it is not installed */
async function run(cwd: string, program: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await capture(program, args, { cwd, env: process.env }).catch((error: Error) => {
    if (!error.message.includes('ENOENT')) throw error;
    throw new Error(
      `The certificates of a Hadoop cluster are made with openssl and zip, and ${program} is not installed here. Install it ` +
        `(apt-get install ${program}, brew install ${program}), and try again.`,
    );
  });
  if (code !== 0)
    throw new Error(`The certificates of a Hadoop cluster cannot be made: ${program} reports: ${stderr.trim()}`);
}
