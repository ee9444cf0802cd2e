import { readFile, stat } from 'node:fs/promises';
import type { Environment } from '@malinshopper/environments';
import { packRevision, readRevision, type Revision } from '@malinshopper/revision';
import { openPlace, type Place } from '../environment/place';
import { madeOf } from '../revisions/note';
import { originOf, type Origin } from '../revisions/origin';
import { shortId, storeRevision } from '../revisions/store';
import { who } from '../revisions/who';
import { command } from '../wording';

/** Puts a folder or a zip into an environment's package bucket as a revision. */
export async function push(path: string, environment: Environment): Promise<void> {
  // The revision is read first, so that a fault is reported before any call to AWS.
  const revision = await revisionAt(path);
  const [place, origin] = await Promise.all([openPlace(environment), originOf(path)]);
  await pushTo(place, revision, origin);
  console.log(`Next: ${command('deploy', shortId(revision.sha256), environment.ref)}`);
}

/** The same for an environment that is open already, with a report of the result. */
export async function pushTo(place: Place, { sha256, bytes, files }: Revision, origin: Origin): Promise<void> {
  const { session, names } = place;
  const note = { ...origin, pushedBy: who(session.identity.arn), pushedAt: new Date() };
  const stored = await storeRevision(place, { sha256, bytes, note });
  const size = `${files} files, ${(bytes.length / 1024).toFixed(1)} KiB`;
  console.log(
    stored
      ? `Revision ${shortId(sha256)} (${madeOf(origin)}; ${size}) is in ${names.bucket}.`
      : `Revision ${shortId(sha256)} (${size}) was in ${names.bucket} already: not uploaded again.`,
  );
}

/**
 * The revision in a folder, or in a zip as it is.
 * @throws Error with every fault and its line, if CodeDeploy's agent could not deploy it; if there is nothing at the
 * path
 */
export async function revisionAt(path: string): Promise<Revision> {
  const found = await stat(path).catch((error: Error) => {
    throw new Error(
      `There is no revision at ${path}: specify a folder with an appspec.yml in it, or a zip of one (${error.message}).`,
    );
  });
  return found.isDirectory() ? packRevision(path) : readRevision(await readFile(path), path);
}
