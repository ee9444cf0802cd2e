import type { Call, Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { parsedJson } from '../protocols/json';
import { buildXml, parseXml, type XmlElement } from '../protocols/xml';
import { accessLogs } from './s3-access-logs';
import { headBucket } from './s3-bucket-owner';
import { bucketList, ofBucket, subResources } from './s3-sub-resources';

/** Documents of buckets as they were written, by the name of the bucket. */
const documentStore = (name: string) => new Store(`s3/${name}`, () => new Map<string, Buffer>(), 'global');

/** S3 (REST XML, path style: requests to the embedded AWS name the bucket in the path). */
export function s3(): Service {
  const policies = documentStore('policy');
  return {
    name: 's3',
    operations: {
      ...asWritten('lifecycle'),
      ...asWritten('notification'),
      // moto regards every condition as fulfilled: "deny requests without TLS" would deny every request.
      ...asWritten('policy', policies, withoutConditions),
      ...accessLogs(policies),
      ...subResources(policies),
      'GET /': bucketList,
      'HEAD /{Bucket}': headBucket,
      ...configurations('intelligent-tiering', 'IntelligentTieringConfiguration'),
      ...configurations('analytics', 'AnalyticsConfiguration'),
      ...configurations('metrics', 'MetricsConfiguration'),
      ...configurations('inventory', 'InventoryConfiguration'),
    },
  };
}

/** A sub-resource that moto keeps incompletely: the document is returned as it was written. */
function asWritten(
  name: string,
  documents = documentStore(name),
  forMoto = (body: Buffer) => body,
): Record<string, Operation> {
  const bucket = (call: Call) => call.pathParameters['Bucket'] ?? '';
  return {
    [`PUT /{Bucket}?${name}`]: async (call, moto) => {
      const reply = await moto({ ...call, body: forMoto(call.body) });
      if (reply.status < 300) documents.of(call).set(bucket(call), call.body);
      return reply;
    },
    [`GET /{Bucket}?${name}`]: async (call, moto) => {
      const reply = await moto(call);
      const written = documents.of(call).get(bucket(call));
      // moto's answer shows whether bucket and document still exist.
      return reply.status === 200 && written ? { ...reply, body: written } : reply;
    },
    [`DELETE /{Bucket}?${name}`]: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status < 300) documents.of(call).delete(bucket(call));
      return reply;
    },
  };
}

function withoutConditions(body: Buffer): Buffer {
  const policy = parsedJson(body.toString()) as { Statement?: unknown };
  const statements = Array.isArray(policy.Statement) ? (policy.Statement as { Condition?: unknown }[]) : [];
  return Buffer.from(JSON.stringify({ ...policy, Statement: statements.filter(({ Condition }) => !Condition) }));
}

/**
 * Configurations of which a bucket has several, by id (API reference: PutBucketIntelligentTieringConfiguration, ...).
 * moto takes a PUT of an unknown one for the creation of a bucket.
 */
function configurations(name: string, element: string): Record<string, Operation> {
  const store = new Store(`s3/${name}`, () => new Map<string, XmlElement>(), 'global');
  const prefix = (call: Call) => `${call.pathParameters['Bucket']}/`;
  const key = (call: Call) => `${prefix(call)}${call.query.get('id')}`;
  const xml = (document: XmlElement) => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: buildXml(document),
  });
  const operations: Record<string, Operation> = {
    [`PUT /{Bucket}?${name}`]: (call) => {
      store.of(call).set(key(call), parseXml(call.body.toString()));
      return { status: 200, headers: {}, body: '' };
    },
    [`GET /{Bucket}?${name}`]: (call) => {
      if (!call.query.has('id')) {
        const own = [...store.of(call)].filter(([id]) => id.startsWith(prefix(call)));
        const found = own.map(([, document]) => document[element] ?? {});
        return xml({ [`List${element}sResult`]: { IsTruncated: 'false', [element]: found } });
      }
      const found = store.of(call).get(key(call));
      if (found) return xml(found);
      throw new AwsFailure('NoSuchConfiguration', 'The specified configuration does not exist.', 404);
    },
    [`DELETE /{Bucket}?${name}`]: (call) => {
      store.of(call).delete(key(call));
      return { status: 204, headers: {}, body: '' };
    },
  };
  return Object.fromEntries(Object.entries(operations).map(([route, run]) => [route, ofBucket(run)]));
}
