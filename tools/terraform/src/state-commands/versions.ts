import type { ListObjectVersionsCommandOutput, S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';
import { parseRecord, recordKey, type DeploymentRecord } from '../record/deployment-record';
import { stateHeader } from '../state/valid';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/** A version of a state object. */
export interface StateVersion {
  /** S3's id of the version. */
  readonly id: string;
  readonly at: Date;
  readonly size: number;
  readonly isCurrent: boolean;
  /** `deleted`: the object was deleted here (a delete marker). */
  readonly content: { readonly serial: number; readonly lineage: string } | { readonly broken: string } | 'deleted';
  /** The run that wrote it. Absent for the intermediate states of a run. */
  readonly record?: DeploymentRecord;
}

interface ObjectVersion {
  readonly id: string;
  readonly at: Date;
  readonly size: number;
  readonly isCurrent: boolean;
  readonly isDeleted: boolean;
}

/** The versions of one object, the newest first. */
async function objectVersions(s3: S3Client, { bucket, key }: Place): Promise<ObjectVersion[]> {
  const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
  const found: ObjectVersion[] = [];
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...next }),
    );
    const all = [
      ...(page.Versions ?? []).map((one) => ({ ...one, isDeleted: false })),
      ...(page.DeleteMarkers ?? []).map((one) => ({ ...one, Size: 0, isDeleted: true })),
    ];
    for (const { Key, VersionId = '', LastModified = new Date(0), Size = 0, IsLatest = false, isDeleted } of all) {
      if (Key === key) found.push({ id: VersionId, at: LastModified, size: Size, isCurrent: IsLatest, isDeleted });
    }
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return found.sort(
    (one, other) => Number(other.isCurrent) - Number(one.isCurrent) || other.at.getTime() - one.at.getTime(),
  );
}

/** The text of a version. */
export async function versionText(s3: S3Client, { bucket, key }: Place, id: string): Promise<string> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: id }));
  return (await Body?.transformToString()) ?? '';
}

/**
 * The versions of a state, the newest first, each with the run that wrote it.
 * @param most the number of versions to read
 */
export async function stateVersions(s3: S3Client, place: Place, most: number): Promise<StateVersion[]> {
  const of = { bucket: place.bucket, key: recordKey(place.key) };
  const [states, records] = await Promise.all([objectVersions(s3, place), objectVersions(s3, of)]);
  const texts = await Promise.all(
    records
      .filter(({ isDeleted }) => !isDeleted)
      .slice(0, 3 * most)
      .map(({ id }) => versionText(s3, of, id)),
  );
  const runs = texts.flatMap((text) => parseRecord(text) ?? []).filter(({ outcome }) => outcome !== 'running');
  return Promise.all(
    states.slice(0, most).map(async ({ isDeleted, ...version }): Promise<StateVersion> => {
      if (isDeleted) return { ...version, content: 'deleted' };
      const content = contentOf(await versionText(s3, place, version.id), place);
      const record =
        'serial' in content
          ? runs.find(({ state }) => state?.serial === content.serial && state.lineage === content.lineage)
          : undefined;
      return { ...version, content, ...(record && { record }) };
    }),
  );
}

function contentOf(text: string, place: Place): Exclude<StateVersion['content'], 'deleted'> {
  try {
    const { serial, lineage } = stateHeader(text, place);
    return { serial, lineage };
  } catch {
    return { broken: text.trim() === '' ? 'empty' : 'no state' };
  }
}

/**
 * Returns the version with a name: an id of S3, or `serial:41`.
 * @throws if no version or several versions match
 */
export function namedVersion(all: readonly StateVersion[], name: string, { key }: Pick<Place, 'key'>): StateVersion {
  const [, serial] = /^serial:(\d+)$/.exec(name) ?? [];
  const found = all.filter(({ id, content }) =>
    serial === undefined
      ? id === name
      : content !== 'deleted' && 'serial' in content && content.serial === Number(serial),
  );
  if (found.length === 1) return found[0]!;
  const known = all.map(({ id }) => id).slice(0, 5);
  if (found.length === 0)
    throw new Error(
      `${key} has no version "${name}". The newest are ${known.join(', ')}; npm run state -- history shows all of them.`,
    );
  throw new Error(
    `${key} has ${found.length} versions with that serial: name one of them by its id, ${found.map(({ id }) => id).join(' or ')}.`,
  );
}
