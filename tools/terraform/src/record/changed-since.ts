import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';
import { isRefused } from '../state/objects';
import type { Synthesized } from '../synth';
import type { Session } from '../target/session';
import { readRecordOf, type DeploymentRecord } from './deployment-record';
import { sha256 } from './digest';
import { digestsRead, outputsRead } from './outputs-read';
import { stateETags, stateFacts } from './states';

/** What a deploy would be of: the hashes that a record keeps too. */
export interface Sources {
  readonly json: string;
  readonly lockFile: string;
}

export function sourcesOf({ json }: Synthesized, root: string): Sources {
  return { json: sha256(json), lockFile: sha256(readFileSync(join(root, '.terraform.lock.hcl'), 'utf8')) };
}

/** Either the record of a deploy that still holds, or why the app has to be planned. */
export type Comparison = { readonly unchanged: DeploymentRecord } | { readonly because: string };

/**
 * Compares what would be deployed with the record of the last deploy. Nothing is read but records and the list of states, unless an
 * upstream state has been written after its record: so every role that may read records can ask about every app.
 * @param root of the repository
 */
export async function changedSince(session: Session, synthesized: Synthesized, root: string): Promise<Comparison> {
  const { s3 } = session;
  const { state, upstreams } = synthesized.configuration;
  const record = await readRecordOf(s3, state);
  if (!record) return { because: 'there is no record of a deploy' };
  if (record.outcome !== 'deployed') return { because: `its last run is recorded as ${record.outcome}` };
  const { json, lockFile } = sourcesOf(synthesized, root);
  if (record.json !== json) return { because: 'its JSON has changed' };
  if (record.lockFile !== lockFile) return { because: '.terraform.lock.hcl has changed' };

  const buckets = new Set([state, ...Object.values(upstreams)].map(({ bucket }) => bucket));
  const listings = new Map(
    await Promise.all([...buckets].map(async (bucket) => [bucket, await stateETags(s3, bucket)] as const)),
  );
  const etagOf = ({ bucket, key }: StateLocation) => listings.get(bucket)?.get(key);
  if (record.state === undefined || record.state.etag !== etagOf(state)) {
    return { because: 'its state is not the one that its record was written of' };
  }
  const read = outputsRead(synthesized.json, synthesized.configuration);
  for (const upstream of Object.values(upstreams)) {
    const now = await publishedDigests(s3, upstream, etagOf(upstream));
    const recorded = record.reads[upstream.key];
    if (now === undefined || recorded === undefined)
      return { because: `what it reads of ${upstream.key} is not known` };
    const moved = differences(recorded, digestsRead(now, read.get(upstream.key) ?? new Set()));
    if (moved.length > 0) return { because: `${upstream.key} has changed: ${moved.join(', ')}` };
  }
  return { unchanged: record };
}

/** The digests of a state's outputs: from its record while that holds, else from the state itself; undefined if neither can be had. */
export async function publishedDigests(
  s3: S3Client,
  state: StateLocation,
  etag: string | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (etag === undefined) return undefined;
  const record = await readRecordOf(s3, state);
  if (record?.state?.etag === etag) return record.outputs;
  try {
    return (await stateFacts(s3, state))?.outputs;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

/** The names that two sets of digests do not agree on. */
function differences(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}
