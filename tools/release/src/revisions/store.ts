import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { RegisterApplicationRevisionCommand, type RevisionLocation } from '@aws-sdk/client-codedeploy';
import { deployCommand } from '@malinshopper/terraform';
import type { Place } from '../environment/place';
import { fromMetadata, toMetadata, type RevisionNote } from './note';

/** Instances may read this folder of the package bucket, and continuousphp may write there. */
export const releaseFolder = 'releases';

/** Under its own checksum: the same bytes are the same revision everywhere, and nothing is ever overwritten. */
export const keyOf = (sha256: string) => `${releaseFolder}/${sha256}.zip`;

/** The checksum of a revision by its key; undefined for a key with another format. */
export function shaOf(key: string | undefined): string | undefined {
  return new RegExp(`^${releaseFolder}/([0-9a-f]{64})\\.zip$`).exec(key ?? '')?.[1];
}

/** The short id for people: the first twelve digits of its checksum. */
export const shortId = (sha256: string) => sha256.slice(0, 12);

export function locationOf({ names }: Pick<Place, 'names'>, sha256: string): RevisionLocation {
  return { revisionType: 'S3', s3Location: { bucket: names.bucket, key: keyOf(sha256), bundleType: 'zip' } };
}

/**
 * The description of a revision of the environment; undefined if the bucket does not have it, or does not reveal it.
 */
export async function readNote({ session, names }: Place, sha256: string): Promise<RevisionNote | undefined> {
  const request = new HeadObjectCommand({ Bucket: names.bucket, Key: keyOf(sha256) });
  const object = await session.s3InRegion.send(request).catch((error: Error) => {
    // S3's answer to callers without permission to list the bucket, also for an object that does not exist (HeadObject,
    // "Permissions").
    if (['NotFound', 'NoSuchKey', 'Forbidden', 'AccessDenied', '403'].includes(error.name)) return undefined;
    throw error;
  });
  return object && fromMetadata(object.Metadata, object.LastModified);
}

/** The bytes of a revision of the environment. */
export async function readBytes({ session, names }: Place, sha256: string): Promise<Buffer> {
  const { Body } = await session.s3InRegion.send(new GetObjectCommand({ Bucket: names.bucket, Key: keyOf(sha256) }));
  return Buffer.from(await Body!.transformToByteArray());
}

/**
 * Puts a revision into the environment's package bucket, unless it exists, and registers it with CodeDeploy.
 * @returns true if this call has uploaded the revision
 * @throws Error if the environment has no package bucket, or no application
 */
export async function storeRevision(
  place: Place,
  { sha256, bytes, note }: { readonly sha256: string; readonly bytes: Buffer; readonly note: RevisionNote },
): Promise<boolean> {
  const { session, names, codeDeploy } = place;
  const stored = await putUnlessThere(place, sha256, bytes, note);
  const description = `${note.commit} of ${note.branch}`.slice(0, 100);
  const revision = locationOf(place, sha256);
  await codeDeploy
    .send(new RegisterApplicationRevisionCommand({ applicationName: names.application, revision, description }))
    .catch((error: Error) => {
      if (error.name === 'ApplicationDoesNotExistException') throw notUp(place, `application ${names.application}`);
      throw new Error(
        `${session.identity.arn} cannot register the revision with ${names.application} (${error.name}: ${error.message}).`,
      );
    });
  return stored;
}

async function putUnlessThere(place: Place, sha256: string, Body: Buffer, note: RevisionNote): Promise<boolean> {
  const { session, names } = place;
  if (await readNote(place, sha256)) return false;
  const request = new PutObjectCommand({
    Bucket: names.bucket,
    Key: keyOf(sha256),
    Body,
    ContentType: 'application/zip',
    Metadata: toMetadata(note),
    // S3 compares the received bytes with it, and refuses others.
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    // A caller that cannot see that it exists does not overwrite it either.
    IfNoneMatch: '*',
  });
  try {
    await session.s3InRegion.send(request);
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PreconditionFailed') return false;
    if (name === 'NoSuchBucket') throw notUp(place, `package bucket ${names.bucket}`);
    throw new Error(
      `The revision cannot be put into ${names.bucket} (${name}: ${message}). ${session.identity.arn} must be allowed ` +
        `to write ${releaseFolder}/* there.`,
    );
  }
}

/** The error if an environment is not deployed, or only partly. */
export class NotUp extends Error {}

export function notUp({ environment: { name, ref }, session }: Place, missing: string): NotUp {
  const deploy = deployCommand('delivery', ref, session.target.kind);
  return new NotUp(`The ${missing} does not exist: environment ${name} must be deployed first (\`${deploy}\`).`);
}
