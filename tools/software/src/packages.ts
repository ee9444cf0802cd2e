import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadBucketCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { softwareFolder, type Environment, type SoftwarePackage } from '@malinshopper/environments';
import { cacheFolder, deployCommand, type Session } from '@malinshopper/terraform';
import { sha512Of } from './checksum';
import { downloaded } from './download';

export interface FillOptions {
  readonly environment: Environment;
  readonly session: Session;
  /** The packages that its bucket must contain. */
  readonly packages: readonly SoftwarePackage[];
  /** The name of the environment's package bucket. */
  readonly bucket: string;
  /** A package that is on this machine. @default - each is downloaded from its source */
  readonly from?: string;
  /** Called with each line of progress. */
  readonly say: (line: string) => void;
  /** The folder of downloads. @default - in this user's cache */
  readonly cache?: string;
}

/**
 * Puts the packages of an environment's instances into its package bucket: existing ones with their pinned checksum
 * stay as they are.
 * @throws Error if the bucket does not exist, or if a package is not the pinned one
 */
export async function fillPackageBucket(options: FillOptions): Promise<void> {
  const { environment, packages: wanted, from, say } = options;
  if (wanted.length === 0) {
    say(`${environment.name} needs no package: its Hadoop jobs run on a cluster, which brings its own.`);
    return;
  }
  await assertBucket(options);
  const given = from === undefined ? undefined : await recognized(from, wanted);
  for (const one of wanted) {
    const place = `s3://${options.bucket}/${keyOf(one)}`;
    if (await isStored(one, options)) {
      say(`${one.file}: is already in ${place}`);
    } else if (from !== undefined && one !== given) {
      say(`${one.file}: is still missing in ${place}; pass it with --from, too`);
    } else {
      const file = from ?? (await downloaded(one, options.cache ?? join(cacheFolder(), 'software'), say));
      await store(one, file, options);
      say(`${one.file}: stored in ${place}`);
    }
  }
}

const keyOf = ({ file }: SoftwarePackage) => `${softwareFolder}/${file}`;

/** The package of a file: its checksum identifies it, with any name. */
async function recognized(file: string, wanted: readonly SoftwarePackage[]): Promise<SoftwarePackage> {
  const found = await sha512Of(file).catch((error: Error) => {
    throw new Error(`--from ${file} cannot be read: ${error.message}`);
  });
  const one = wanted.find(({ sha512 }) => sha512 === found);
  if (one) return one;
  const list = wanted.map(({ file: name, sha512, source }) => `  ${name} (SHA-512 ${sha512}) from ${source}`);
  throw new Error(
    `--from ${file} is not one of the pinned packages: its SHA-512 is ${found}. Nothing was stored. Wanted:\n${list.join('\n')}`,
  );
}

/** Before anything is downloaded: that can take a quarter of an hour. */
async function assertBucket({ session, bucket, environment: { ref, name } }: FillOptions): Promise<void> {
  await session.s3InRegion.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: Error) => {
    if (error.name !== 'NotFound') throw refused(bucket, session, error);
    const deploy = deployCommand('data', ref, session.target.kind);
    throw new Error(`The package bucket ${bucket} does not exist: deploy data in ${name} first (\`${deploy}\`).`);
  });
}

/** True if the bucket has the package, under the checksum with which it was stored. */
async function isStored(one: SoftwarePackage, { session, bucket }: FillOptions): Promise<boolean> {
  const request = new HeadObjectCommand({ Bucket: bucket, Key: keyOf(one) });
  const object = await session.s3InRegion.send(request).catch((error: Error) => {
    if (error.name === 'NotFound') return undefined;
    throw refused(bucket, session, error);
  });
  return object?.Metadata?.['sha512'] === one.sha512;
}

async function store(one: SoftwarePackage, file: string, { session, bucket }: FillOptions): Promise<void> {
  const opened = await open(file);
  try {
    const request = new PutObjectCommand({
      Bucket: bucket,
      Key: keyOf(one),
      Body: opened.createReadStream({ autoClose: false }),
      ContentLength: (await opened.stat()).size,
      Metadata: { sha512: one.sha512 },
    });
    await session.s3InRegion.send(request);
  } catch (error) {
    throw refused(bucket, session, error as Error);
  } finally {
    await opened.close();
  }
}

const refused = (bucket: string, { identity }: Session, { name, message }: Error) =>
  new Error(
    `The package bucket ${bucket} cannot be filled (${name}: ${message}). ${identity.arn} must be allowed to list it, and ` +
      'to read and write its objects.',
  );
