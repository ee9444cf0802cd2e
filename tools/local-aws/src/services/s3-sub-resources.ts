import { statementsIn } from '@malinshopper/aws-facts';
import type { Call, Operation, Reply } from '../gateway/call';
import type { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { buildXml, type XmlElement } from '../protocols/xml';

/**
 * The sub-resources of a bucket that moto does not know: it answers with the bucket's objects (S3 API reference, the
 * Get operations of buckets).
 */
const UNKNOWN = ['abac', 'metadataConfiguration', 'metadataTable', 'ownership', 'session'];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Parts of buckets for which moto answers with a list of objects. */
export function subResources(policies: Store<Map<string, Buffer>>): Record<string, Operation> {
  return {
    // Only the owner pays, because no app configures it otherwise (API reference: GetBucketRequestPayment).
    'GET /{Bucket}?requestPayment': ofBucket(() => xml('RequestPaymentConfiguration', { Payer: 'BucketOwner' })),
    'GET /{Bucket}?policyStatus': async (call, moto) => {
      const query = new URLSearchParams({ policy: '' });
      const reply = await moto({ ...call, query });
      if (reply.status !== 200) return reply;
      const written = policies.of(call).get(call.pathParameters['Bucket'] ?? '') ?? Buffer.from(reply.body);
      return xml('PolicyStatus', { IsPublic: String(isPublic(written.toString())) });
    },
    ...Object.fromEntries(UNKNOWN.map((part) => [`GET /{Bucket}?${part}`, refused(part)])),
  };
}

/**
 * An answer of the gateway about a bucket: for a bucket that does not exist, S3's error (API reference, "Error
 * responses": NoSuchBucket).
 */
export function ofBucket(answer: Operation): Operation {
  return async (call, moto) => {
    const reply = await moto({
      ...call,
      method: 'GET',
      query: new URLSearchParams({ location: '' }),
      body: Buffer.from(''),
    });
    return reply.status === 200 ? answer(call, moto) : reply;
  };
}

/**
 * moto truncates the list of buckets and returns no token for the next page. Therefore the gateway queries moto for the
 * whole list (API reference: ListBuckets).
 */
export const bucketList: Operation = async (call, moto) => {
  const query = new URLSearchParams(call.query);
  if (query.has('continuation-token')) {
    throw new AwsFailure('InvalidArgument', 'The continuation token provided is incorrect');
  }
  query.delete('max-buckets');
  return moto({ ...call, query });
};

function refused(part: string): Operation {
  return ({ pathParameters }: Call) => {
    throw new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not know ?${part} of the bucket ${pathParameters['Bucket']}. Add it in ` +
        `tools/local-aws/src/services/s3-sub-resources.ts, or do without it in a rehearsal.`,
    );
  };
}

function xml(name: string, content: XmlElement): Reply {
  const body = buildXml({ [name]: { '@xmlns': NAMESPACE, ...content } });
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

/**
 * With a fixed value of one of these a statement applies to some principals only (S3 user guide, "The meaning of
 * public").
 */
const FOR_SOME = new Set(
  (
    'aws:principalorgid aws:principalorgpaths aws:principalaccount aws:sourceaccount aws:sourcearn aws:sourceip aws:sourceorgid ' +
    'aws:sourceorgpaths aws:sourceowner aws:sourcevpc aws:sourcevpce aws:userid s3:dataaccesspointaccount s3:dataaccesspointarn ' +
    's3:x-amz-server-side-encryption-aws-kms-key-id'
  ).split(' '),
);

/** True if a policy is public: a statement allows any principal, without a condition that restricts the principals. */
export function isPublic(policy: string): boolean {
  return statementsIn(policy).some(({ Effect, Principal, Condition = {} }) => {
    return Effect === 'Allow' && isAnybody(Principal) && !Object.values(Condition).some(isForSome);
  });
}

function isAnybody(principal: unknown): boolean {
  if (principal === '*') return true;
  return typeof principal === 'object' && principal !== null && Object.values(principal).flat().includes('*');
}

function isForSome(condition: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(condition).some(([key, values]) => {
    return (
      FOR_SOME.has(key.toLowerCase()) &&
      [values].flat().every((value) => !/^[*?]*$|^0\.0\.0\.0\/0$|^::\/0$/.test(String(value)))
    );
  });
}
