import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import {
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../../protocols/json';
import type { Application, RevisionRecord, S3Revision } from './application';
import { page } from './page';
import { shownRevision } from './shown';
import { findApplication, now, required, type State } from './state';

/** Revisions of applications (API reference: RegisterApplicationRevision, GetApplicationRevision, ...). */
export function revisions(store: Store<State>): Record<string, Operation> {
  return {
    RegisterApplicationRevision: (call) => {
      const request = jsonParameters(call);
      const application = findApplication(store.of(call), required(request, 'applicationName'));
      const record = registered(application, revisionIn(request));
      if (jsonText(request['description']) !== '') record.info['description'] = request['description'];
      return jsonReply();
    },
    GetApplicationRevision: (call) => {
      const request = jsonParameters(call);
      const name = required(request, 'applicationName');
      const revision = revisionIn(request);
      const found = findApplication(store.of(call), name).revisions.get(keyOf(revision));
      if (!found) {
        const message = `No application revision found for s3://${revision.bucket}/${revision.key} of ${name}`;
        throw new AwsFailure('RevisionDoesNotExistException', message);
      }
      return jsonReply({ applicationName: name, revision: shownRevision(revision), revisionInfo: found.info });
    },
    BatchGetApplicationRevisions: (call) => {
      const request = jsonParameters(call);
      const name = required(request, 'applicationName');
      const application = findApplication(store.of(call), name);
      const asked = jsonList(request['revisions']).map((revision) => revisionIn({ revision }));
      if (asked.length === 0) throw new AwsFailure('RevisionRequiredException', 'Revision is required.');
      const found = asked.flatMap((revision) => application.revisions.get(keyOf(revision)) ?? []);
      return jsonReply({ applicationName: name, errorMessage: '', revisions: found.map(shownRecord) });
    },
    ListApplicationRevisions: (call) => {
      const request = jsonParameters(call);
      const application = findApplication(store.of(call), required(request, 'applicationName'));
      const wanted = [...application.revisions.values()].filter((record) => isWanted(record, request));
      const sortBy = jsonText(request['sortBy']);
      if (sortBy !== '' && !SORTS.has(sortBy)) {
        throw new AwsFailure(
          'InvalidSortByException',
          `The sort by value is not one of ${[...SORTS].join(', ')}: ${sortBy}`,
        );
      }
      const by = (record: RevisionRecord) => Number(record.info[sortBy] ?? 0);
      const sign = request['sortOrder'] === 'descending' ? -1 : 1;
      if (sortBy !== '') wanted.sort((a, b) => sign * (by(a) - by(b)));
      const { items, nextToken } = page(wanted, request);
      return jsonReply({ revisions: items.map(({ revision }) => shownRevision(revision)), ...nextToken });
    },
  };
}

const SORTS: ReadonlySet<string> = new Set(['registerTime', 'firstUsedTime', 'lastUsedTime']);

/** The revision's record; a deployment registers a revision that has none. */
export function registered(application: Application, revision: S3Revision): RevisionRecord {
  const key = keyOf(revision);
  const record = application.revisions.get(key) ?? { revision, info: { registerTime: now(), deploymentGroups: [] } };
  application.revisions.set(key, record);
  return record;
}

/** Records that a revision is deployed to a group. */
export function used({ info }: RevisionRecord, groupName: string): void {
  info['firstUsedTime'] ??= now();
  info['lastUsedTime'] = now();
  info['deploymentGroups'] = [...new Set([...jsonList(info['deploymentGroups']), groupName])];
}

/** The revision that a request names: a zip in S3, the only kind that the instances here can read. */
export function revisionIn(request: JsonObject): S3Revision {
  const location = jsonObject(request['revision']);
  if (request['revision'] === undefined) throw new AwsFailure('RevisionRequiredException', 'Revision is required.');
  const type = jsonText(location['revisionType']);
  if (type !== 'S3') throw invalid(`instances of the embedded AWS read revisions from S3 only, got "${type}"`);
  const { bucket, key, bundleType, version, eTag } = jsonObject(location['s3Location']);
  if (!isName(bucket) || !isName(key)) throw invalid('an S3 location has a bucket and a key');
  if (bundleType !== 'zip') {
    throw invalid(`instances of the embedded AWS read a bundleType of zip only, got "${jsonText(bundleType)}"`);
  }
  return { bucket, key, ...(isName(version) && { version }), ...(isName(eTag) && { eTag }) };
}

function invalid(why: string): AwsFailure {
  return new AwsFailure('InvalidRevisionException', `The revision was specified in an invalid format: ${why}.`);
}

const isName = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

const keyOf = ({ bucket, key, version, eTag }: S3Revision): string => JSON.stringify([bucket, key, version, eTag]);

const shownRecord = ({ revision, info }: RevisionRecord): JsonObject => ({
  revisionLocation: shownRevision(revision),
  genericRevisionInfo: info,
});

function isWanted({ revision, info }: RevisionRecord, request: JsonObject): boolean {
  const bucket = jsonText(request['s3Bucket']);
  const prefix = jsonText(request['s3KeyPrefix']);
  if (prefix !== '' && bucket === '') {
    throw new AwsFailure('BucketNameFilterRequiredException', 'A bucket name is required, but was not provided.');
  }
  const isDeployed = jsonList(info['deploymentGroups']).length > 0;
  if (request['deployed'] === 'include' && !isDeployed) return false;
  if (request['deployed'] === 'exclude' && isDeployed) return false;
  return (bucket === '' || revision.bucket === bucket) && revision.key.startsWith(prefix);
}
