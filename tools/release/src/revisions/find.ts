import { paginateListApplicationRevisions, type RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { Place } from '../environment/place';
import { command } from '../wording';
import { madeOf } from './note';
import { keyOf, notUp, readNote, releaseFolder, shaOf, shortId } from './store';

/** The number of revisions that are listed when none or several match. */
const listed = 10;

/**
 * The one revision of an environment with that beginning of its checksum.
 * @returns its whole checksum
 * @throws Error if none or several match, with the existing ones; if its object has expired
 */
export async function findRevision(place: Place, prefix: string): Promise<string> {
  const { name, ref } = place.environment;
  if (!/^[0-9a-f]{4,64}$/.test(prefix)) {
    throw new Error(
      `A revision is named by the beginning of its checksum, at least 4 of the digits 0-9 and a-f; received ` +
        `${JSON.stringify(prefix)}. ${command('push', 'FOLDER', ref)} prints it.`,
    );
  }
  const found = await revisionsOf(place, prefix);
  const [only] = found;
  if (only && found.length === 1) {
    if (await readNote(place, only)) return only;
    throw new Error(
      `Revision ${shortId(only)} was in ${place.names.bucket} and is no longer: revisions expire there. Push its commit again.`,
    );
  }
  if (found.length > 1) {
    throw new Error(`${prefix} is the beginning of several revisions of ${name}:\n${await list(place, found)}`);
  }
  const all = await revisionsOf(place, '');
  throw new Error(
    all.length === 0
      ? `${name} has no revisions: ${command('push', 'FOLDER', ref)} puts one there.`
      : `${name} has no revision ${prefix}. The newest revisions are:\n${await list(place, all)}`,
  );
}

/** Checksums, newest first. CodeDeploy knows them, so that callers need no permission to list the bucket. */
async function revisionsOf(place: Place, prefix: string): Promise<string[]> {
  const { names, codeDeploy: client } = place;
  const s3KeyPrefix = prefix ? keyOf(prefix).slice(0, -'.zip'.length) : `${releaseFolder}/`;
  const pages = paginateListApplicationRevisions(
    { client },
    {
      applicationName: names.application,
      s3Bucket: names.bucket,
      s3KeyPrefix,
      sortBy: 'registerTime',
      sortOrder: 'descending',
    },
  );
  const found: RevisionLocation[] = [];
  try {
    for await (const { revisions = [] } of pages) found.push(...revisions);
  } catch (error) {
    if ((error as Error).name !== 'ApplicationDoesNotExistException') throw error;
    throw notUp(place, `application ${names.application}`);
  }
  const keys = found.map(({ s3Location }) => shaOf(s3Location?.key));
  // The service can ignore the prefix, so keys with another prefix are removed here.
  return [...new Set(keys)].filter((sha): sha is string => sha?.startsWith(prefix) === true);
}

async function list(place: Place, revisions: readonly string[]): Promise<string> {
  const lines = revisions.slice(0, listed).map(async (sha256) => {
    const note = await readNote(place, sha256);
    return `  ${shortId(sha256)}  ${note ? `${madeOf(note)}, pushed by ${note.pushedBy}` : 'has expired'}`;
  });
  const more = revisions.length > listed ? [`  and ${revisions.length - listed} more`] : [];
  return [...(await Promise.all(lines)), ...more].join('\n');
}
