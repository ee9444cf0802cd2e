import type { ListObjectVersionsCommandOutput, S3Client } from '@aws-sdk/client-s3';

/** An object of which the current version is a delete marker. */
export interface Deleted {
  readonly key: string;
  /** Of the delete marker. */
  readonly version: string;
  readonly at: Date;
}

/** The objects of a bucket that were deleted since a time and of which a version is there, by their keys. */
export async function deletedSince(s3: S3Client, bucket: string, since: Date): Promise<Deleted[]> {
  const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
  const [markers, kept] = [[] as Deleted[], new Set<string>()];
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...next }),
    );
    for (const { Key } of page.Versions ?? []) if (Key !== undefined) kept.add(Key);
    for (const { Key, VersionId, LastModified, IsLatest } of page.DeleteMarkers ?? []) {
      if (!IsLatest || Key === undefined || VersionId === undefined || !LastModified || LastModified < since) continue;
      markers.push({ key: Key, version: VersionId, at: LastModified });
    }
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return markers.filter(({ key }) => kept.has(key));
}

/** How many objects one request of S3 deletes at most (API reference: DeleteObjects). */
const atOnce = 1000;

/**
 * Brings deleted objects back by removing their delete markers: the version before is the current one again, with its id (S3 user guide, "Managing
 * delete markers").
 * @throws with the first of what S3 refuses
 */
export async function undelete(s3: S3Client, bucket: string, deleted: readonly Deleted[]): Promise<void> {
  const { DeleteObjectsCommand } = await import('@aws-sdk/client-s3');
  for (let from = 0; from < deleted.length; from += atOnce) {
    const Objects = deleted.slice(from, from + atOnce).map(({ key, version }) => ({ Key: key, VersionId: version }));
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (!first) continue;
    throw new Error(
      `S3 refuses to remove ${Errors.length} of ${Objects.length} delete markers in ${bucket}. The first is the delete marker of ${first.Key}: ${first.Code} ${first.Message}. ` +
        'All other delete markers are removed. Repeat the command with the permission s3:DeleteObjectVersion.',
    );
  }
}
