import type { S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';
import { readRecordOf, recordKey, type DeploymentRecord } from '../record/deployment-record';
import { isRefused, readObject } from './objects';
import { stateHeader } from './valid';

type Place = Pick<StateLocation, 'bucket' | 'key'>;

/**
 * Compares a state with the record of its last run, before anything is planned on it. If a state was lost, rolled back
 * or replaced, Terraform would create existing resources again, or destroy resources of another state. A newer serial
 * than the recorded serial is valid: a run that was killed leaves it.
 * @throws if the object is not a state, does not exist, is older than its record, or has another lineage. The message
 * names the object, and the command that restores an earlier version
 */
export async function assertFitsRecord(s3: S3Client, place: Place): Promise<void> {
  const [text, record] = await Promise.all([readObject(s3, place), recordOf(s3, place)]);
  const state = text === undefined ? undefined : stateHeader(text, place);
  const recorded = record?.state;
  if (!recorded || !record || wasEmptied(record)) return;
  const at = `${record.at.slice(0, 16).replace('T', ' ')} UTC`;
  const was = `The run of ${at} left it with serial ${recorded.serial} and lineage ${recorded.lineage}`;
  if (!state) throw lost(place, 'does not exist', was);
  if (state.lineage !== recorded.lineage) throw lost(place, `has another lineage, ${state.lineage}`, was);
  if (state.serial < recorded.serial) throw lost(place, `is older: it has serial ${state.serial}`, was);
}

/**
 * A destroy deletes the state. If the destroy is killed after this, or cannot write its record, the record of the
 * earlier run stays and names a state that no longer exists.
 */
const wasEmptied = ({ outcome, operation }: DeploymentRecord) => outcome === 'destroyed' || operation === 'destroy';

/** For a role that may read a state but not its record, only the state is checked. */
async function recordOf(s3: S3Client, place: Place): Promise<DeploymentRecord | undefined> {
  return readRecordOf(s3, place).catch((error: unknown) => {
    if (isRefused(error)) return undefined;
    throw error;
  });
}

function lost({ bucket, key }: Place, what: string, was: string): Error {
  const [owner = '', app = ''] = key.replace(/\.tfstate$/, '').split('/');
  return new Error(
    `The state s3://${bucket}/${key} ${what}. ${was}. Nothing was planned: on such a state, Terraform would create existing resources again.\n` +
      `See its versions: npm run state -- history ${owner} ${app}\n` +
      `Restore one:      npm run state -- restore ${owner} ${app} <version>\n` +
      `If it was deleted on purpose, delete its record s3://${bucket}/${recordKey(key)}, and run the command again.`,
  );
}
