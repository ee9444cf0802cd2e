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
  /** `running` is written before anything is touched: a run that was killed leaves it. */
  outcome: z.enum(['running', 'deployed', 'failed', 'destroyed']),
  /** Absent in records from before it was written down. */
  operation: z.enum(['deploy', 'destroy']).optional(),
  /** Of this repository. Absent where there is no git. */
  commit: z.object({ id: z.string(), clean: z.boolean() }).optional(),
  /** Of the synthesized JSON. */
  json: sha,
  /** Of `.terraform.lock.hcl`. */
  lockFile: sha,
  /** The parts of that JSON, by their addresses. Absent in records from before there were any. */
  parts: z.record(z.string(), z.object({ whole: z.string(), shape: z.string() })).optional(),
  versions: z.object({ terraform: z.string(), provider: z.string() }),
  /** The state as the run left it; its ETag tells whether it has been written since. Absent where there is none. */
  state: z.object({ lineage: z.string(), serial: z.number(), etag: z.string() }).optional(),
  /** A digest of each output that the state publishes. */
  outputs: digests,
  /** The addresses of what was replaced and stays until its readers have moved on. Absent in records from before there were any. */
  keeps: z.array(z.string()).optional(),
  /** A digest of each output that was read, by the key of the state and the name of the output. */
  reads: z.record(z.string(), digests),
  /** SHA-256 of the review that it went by. Absent where nothing was applied, or by none. */
  review: sha.optional(),
  /** The first deploy of the app has not come to its end yet: none of its runs ended well. Absent in all other records. */
  first: z.literal(true).optional(),
  /** The ARN of the identity that ran it. */
  who: z.string(),
  /** Where it ran, in the words of Terraform's lock: `user@host`. Absent in records from before it was written down. */
  machine: z.string().optional(),
  /** When it ended, or began if it runs: ISO 8601. */
  at: z.iso.datetime(),
  /** How long it took. */
  milliseconds: z.number(),
});

/** What is known of the last deploy or destroy of an app in an environment. It holds no values, only digests of them. */
export type DeploymentRecord = z.infer<typeof schema>;

/** Where the record of a state lies: beside it, `<owner>/<app>.record.json`. */
export function recordKey(stateKey: string): string {
  return stateKey.replace(/\.tfstate$/, '.record.json');
}

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/** The record of a state. Undefined when there is none, or none of this format: what cannot be understood proves nothing. */
export async function readRecordOf(s3: S3Client, { bucket, key }: Place): Promise<DeploymentRecord | undefined> {
  const text = await readObject(s3, { bucket, key: recordKey(key) });
  return text === undefined ? undefined : parseRecord(text);
}

/** When the last run of an app began, if its record does not know how it ended: ISO 8601. */
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

/** `c626955`, with `+changes` where the folder had others than the commit; `no commit` where there was no git. */
export function commitText(commit: DeploymentRecord['commit']): string {
  return commit ? `${commit.id.slice(0, 7)}${commit.clean ? '' : '+changes'}` : 'no commit';
}
