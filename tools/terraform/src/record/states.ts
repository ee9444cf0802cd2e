import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { isOutgoing } from '../outgoing/holdable';
import { isMissing, refused } from '../state/objects';
import { validState } from '../state/valid';
import { outputDigests } from './digest';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/**
 * The ETag of every state in a bucket, by its key. Listing requires no permission to read a state, and S3 gives an object a new ETag whenever its
 * content changes (S3 API reference, "Object": ETag).
 */
export async function stateETags(s3: S3Client, bucket: string): Promise<Map<string, string>> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const etags = new Map<string, string>();
  try {
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
      for (const { Key, ETag } of page.Contents ?? []) if (Key?.endsWith('.tfstate')) etags.set(Key, ETag ?? '');
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return etags;
}

const schema = z.object({
  lineage: z.string(),
  serial: z.number(),
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z.array(z.object({ type: z.string(), name: z.string() })).default([]),
});

/** The facts of a state that a record contains. */
export interface StateFacts {
  readonly lineage: string;
  readonly serial: number;
  readonly etag: string;
  /** A digest of each output. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The addresses of replaced resources that stay until their readers are up to date. */
  readonly keeps: readonly string[];
}

/**
 * Returns the facts about a state, or undefined if the state does not exist.
 * @throws if the role cannot read the state, or if the object is not a Terraform state
 */
export async function stateFacts(s3: S3Client, { bucket, key }: Place): Promise<StateFacts | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const where = `s3://${bucket}/${key}`;
  const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw refused(error, where);
  });
  if (!found) return undefined;
  const text = (await found.Body?.transformToString()) ?? '';
  const { lineage, serial, outputs, resources } = validState(text, { bucket, key }, schema);
  const values = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  const keeps = resources.map(({ type, name }) => `${type}.${name}`).filter(isOutgoing);
  return { lineage, serial, etag: found.ETag ?? '', outputs: outputDigests(lineage, values), keeps };
}
