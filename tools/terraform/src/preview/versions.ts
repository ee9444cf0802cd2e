import type { S3Client } from '@aws-sdk/client-s3';
import type { Configuration } from '../configuration';
import { Records } from '../record/records';
import { stateFacts } from '../record/states';
import type { StatePosition } from '@malinshopper/review';

/** By the key of the state; undefined if it does not exist. */
export type Versions = ReadonlyMap<string, (StatePosition & { readonly etag: string }) | undefined>;

/**
 * Returns the positions of an app's own state, and of those that it reads. As long as a record matches its state, the record is read and not the
 * state: a team's role may read all records, but not every state.
 * @param records records that were read before @default - none
 * @throws if a state must be read and the role lacks the permission
 */
export async function versionsOf(
  { state, upstreams }: Configuration,
  s3: S3Client,
  records = new Records(s3),
): Promise<Versions> {
  const read = [state, ...Object.values(upstreams)].map(async (place) => {
    const etag = await records.etagOf(place);
    if (etag === undefined) return [place.key, undefined] as const;
    const recorded = (await records.of(place))?.state;
    return [place.key, recorded?.etag === etag ? recorded : await stateFacts(s3, place)] as const;
  });
  return new Map(await Promise.all(read));
}

/**
 * Checks that no state was written during a plan: the plan is valid only for the states at its start.
 * @param before their positions at the start
 * @throws if one of them was written since
 */
export async function assertUnmoved(configuration: Configuration, s3: S3Client, before: Versions): Promise<void> {
  const now = await versionsOf(configuration, s3);
  const moved = [...now].filter(([key, version]) => version?.etag !== before.get(key)?.etag).map(([key]) => key);
  if (moved.length === 0) return;
  throw new Error(
    `${moved.join(', ')} was written while ${configuration.app} was planned: plan again when that deploy has ended.`,
  );
}

export const versionOf = ({ lineage, serial }: StatePosition): StatePosition => ({ lineage, serial });
