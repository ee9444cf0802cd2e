import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { readObject } from '../state/objects';

/** A record of another format counts as none. */
const format = 1;

const digests = z.record(z.string(), z.string());
const sha = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.object({
  format: z.literal(format),
  /** `running` is written before anything is touched: a killed run leaves it. */
  outcome: z.enum(['running', 'deployed', 'failed', 'destroyed']),
  /** Absent in records of older versions. */
  operation: z.enum(['deploy', 'destroy']).optional(),
  /** The commit of this repository. Absent if there is no git. */
  commit: z.object({ id: z.string(), clean: z.boolean() }).optional(),
  /** Of the synthesized JSON. */
  json: sha,
  /** Of `.terraform.lock.hcl`. */
  lockFile: sha,
  /** The parts of that JSON, by their addresses. Absent in records of older versions. */
  parts: z.record(z.string(), z.object({ whole: z.string(), shape: z.string() })).optional(),
  versions: z.object({ terraform: z.string(), provider: z.string() }),
  /**
   * The state at the end of the run; its ETag shows whether it has been written since. Undefined if the state does not
   * exist.
   */
  state: z.object({ lineage: z.string(), serial: z.number(), etag: z.string() }).optional(),
  /** A digest of each output that the state publishes. */
  outputs: digests,
  /** The addresses of replaced resources that stay until their readers are up to date. Absent in records of older versions. */
  keeps: z.array(z.string()).optional(),
  /** A digest of each output that was read, by the key of the state and the name of the output. */
  reads: z.record(z.string(), digests),
  /** SHA-256 of the review that the run was bound to. Absent if nothing was applied, or without a review. */
  review: sha.optional(),
  /** The first deploy of the app has not come to its end yet: none of its runs ended well. Absent in all other records. */
  first: z.literal(true).optional(),
  /** The ARN of the identity that ran it. */
  who: z.string(),
  /** The machine that ran it, in the format of Terraform's lock: `user@host`. Absent in records of older versions. */
  machine: z.string().optional(),
  /** The time of its end, or of its start while it runs: ISO 8601. */
  at: z.iso.datetime(),
  /** Its duration. */
  milliseconds: z.number(),
});

/** The facts about the last deploy or destroy of an app in an environment. It contains no values, only digests of them. */
export type DeploymentRecord = z.infer<typeof schema>;

/** The key of the record of a state: beside it, `<owner>/<app>.record.json`. */
export function recordKey(stateKey: string): string {
  return stateKey.replace(/\.tfstate$/, '.record.json');
}

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/**
 * The record of a state. Undefined if there is no record, or if the record has another format: a record that cannot be
 * parsed is ignored.
 */
export async function readRecordOf(s3: S3Client, { bucket, key }: Place): Promise<DeploymentRecord | undefined> {
  const text = await readObject(s3, { bucket, key: recordKey(key) });
  return text === undefined ? undefined : parseRecord(text);
}

/** The start of the last run of an app, if its record has no end of it: ISO 8601. */
export async function cutOffSince(s3: S3Client, place: Place): Promise<string | undefined> {
  const record = await readRecordOf(s3, place);
  return record?.outcome === 'running' ? record.at : undefined;
}

export function parseRecord(text: string): DeploymentRecord | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export async function writeRecordOf(
  s3: S3Client,
  { bucket, key }: Place,
  record: Omit<DeploymentRecord, 'format'>,
): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const Body = `${JSON.stringify({ format, ...record }, null, 2)}\n`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: recordKey(key), Body, ContentType: 'application/json' }));
}

/** `unchanged since 2026-11-29 14:03 UTC (c626955)` */
export function unchangedText({ at, commit }: Pick<DeploymentRecord, 'at' | 'commit'>): string {
  return `unchanged since ${at.slice(0, 10)} ${at.slice(11, 16)} UTC (${commitText(commit)})`;
}

/** `c626955`, with `+changes` if the folder had uncommitted changes; `no commit` if there was no git. */
export function commitText(commit: DeploymentRecord['commit']): string {
  return commit ? `${commit.id.slice(0, 7)}${commit.clean ? '' : '+changes'}` : 'no commit';
}
