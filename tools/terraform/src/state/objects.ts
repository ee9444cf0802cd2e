import type { S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/** The text of an object; undefined when it, or its bucket, does not exist. */
export async function readObject(s3: S3Client, { bucket, key }: Place): Promise<string | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw refused(error, `s3://${bucket}/${key}`);
  }
}

/** An object as it was read at one moment. */
export interface Dated {
  readonly text: string;
  readonly etag: string;
  /** Milliseconds since it was written, by the clock of S3. */
  readonly age: number;
}

/**
 * An object with its age; undefined when it, or its bucket, does not exist.
 *
 * The age is the difference of two times of S3's own clock in one response: `Date`, when it was sent, and `Last-Modified`, when the object was
 * written. So the clocks of the machines that deploy do not matter. A response without a date proves nothing: then the object counts as just written.
 */
export async function readDated(s3: S3Client, { bucket, key }: Place): Promise<Dated | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const request = new GetObjectCommand({ Bucket: bucket, Key: key });
  let sent: string | undefined;
  request.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      sent = (answer.response as { headers?: Record<string, string> }).headers?.['date'];
      return answer;
    },
    { step: 'deserialize', name: 'dateOfAnswer' },
  );
  try {
    const { Body, ETag = '', LastModified } = await s3.send(request);
    const age = Math.max(0, Date.parse(sent ?? '') - (LastModified?.getTime() ?? NaN) || 0);
    return { text: (await Body?.transformToString()) ?? '', etag: ETag, age };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw refused(error, `s3://${bucket}/${key}`);
  }
}

/**
 * Deletes an object. A missing object or bucket is no error.
 * @param etag deletes only this version, and leaves another one alone (S3 user guide, "How to perform conditional deletes") @default - any version
 * @returns true if it is gone
 */
export async function deleteObject(s3: S3Client, { bucket, key }: Place, etag?: string): Promise<boolean> {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...(etag !== undefined && { IfMatch: etag }) }));
    return true;
  } catch (error) {
    if (isMissing(error)) return true;
    if (wasFaster(error)) return false;
    throw error;
  }
}

/** The keys of all states in a bucket; none when the bucket does not exist. */
export async function stateKeys(s3: S3Client, bucket: string): Promise<string[]> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const keys: string[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
      for (const { Key } of page.Contents ?? []) if (Key?.endsWith('.tfstate')) keys.push(Key);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return keys;
}

/** True if a state is in its bucket, by the list of all: a caller without access to a state may still list it. */
export async function exists(s3: S3Client, { bucket, key }: Place): Promise<boolean> {
  return (await stateKeys(s3, bucket)).includes(key);
}

/** S3's own text is a bare "UnknownError" or "Access Denied", without the object. */
export function refused(error: unknown, what: string): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new Error(`${what} cannot be read: ${name === message ? name : `${name}: ${message}`}`, { cause: error });
}

/** True if S3's response to a conditional request means that another object was there: 412, or 409 while another write is going on. */
export function wasFaster(error: unknown): boolean {
  return error instanceof Error && ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name);
}

/** True if S3's response means that the object does not exist. */
export function isMissing(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return ['NoSuchKey', 'NoSuchBucket', 'NotFound'].includes(name);
}

/** True if an object could not be read because the caller is not allowed to (S3 API reference, "Error responses"), and for no other reason. */
export function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.name === 'AccessDenied';
}
