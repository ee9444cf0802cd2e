import type { S3Client } from '@aws-sdk/client-s3';
import type { Configuration } from '../configuration';
import { Records } from '../record/records';
import { stateFacts } from '../record/states';
import type { StatePosition } from '@malinshopper/review';

/** By the key of the state; undefined where there is none. */
export type Versions = ReadonlyMap<string, (StatePosition & { readonly etag: string }) | undefined>;

/**
 * Where an app's own state stands, and those that it reads. While a record holds, it is asked and not the state: a team's role may read all records,
 * and not every state.
 * @param records what was read before @default - nothing
 * @throws if a state has to be read and may not be
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
 * A plan is of the states as they were when it began, or it is none.
 * @param before where they stood
 * @throws if one of them was written since
 */
export async function assertUnmoved(configuration: Configuration, s3: S3Client, before: Versions): Promise<void> {
  const now = await versionsOf(configuration, s3);
  const moved = [...now].filter(([key, version]) => version?.etag !== before.get(key)?.etag).map(([key]) => key);
  if (moved.length === 0) return;
  throw new Error(
    `${moved.join(', ')} was written while ${configuration.app} was planned: plan again when that deploy is done.`,
  );
}

export const versionOf = ({ lineage, serial }: StatePosition): StatePosition => ({ lineage, serial });
