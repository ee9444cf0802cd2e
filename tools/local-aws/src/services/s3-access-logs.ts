import { statementsIn, type WrittenStatement } from '@malinshopper/aws-facts';
import type { Call, Forward, Operation } from '../gateway/call';
import { Store } from '../gateway/store';
import { element, parseXml, text } from '../protocols/xml';

/** A statement of a bucket policy, as far as it matters here. */
const LOGGING = 'logging.s3.amazonaws.com';

/**
 * The access logs of a bucket (API reference: PutBucketLogging). moto refuses a target with a policy that allows S3's
 * logging under a condition, because it does not get the conditions. Such a setting is stored here, and nothing is
 * logged.
 * @param policies the policies of buckets as they were written
 */
export function accessLogs(policies: Store<Map<string, Buffer>>): Record<string, Operation> {
  const settings = new Store('s3/logging', () => new Map<string, Buffer>(), 'global');
  const bucket = (call: Call) => call.pathParameters['Bucket'] ?? '';
  return {
    'PUT /{Bucket}?logging': async (call, moto) => {
      const source = await moto(asking(call, call.path, 'logging'));
      if (source.status !== 200) return source;
      const status = element(parseXml(call.body.toString())['BucketLoggingStatus']);
      const target = text(element(status['LoggingEnabled'])['TargetBucket']);
      const policy = target === '' ? undefined : await policyOf(target, call, moto, policies);
      if (policy?.some(letsLoggingIn)) {
        settings.of(call).set(bucket(call), call.body);
        return { status: 200, headers: {}, body: '' };
      }
      const reply = await moto(call);
      if (reply.status < 300) settings.of(call).delete(bucket(call));
      return reply;
    },
    'GET /{Bucket}?logging': async (call, moto) => {
      const reply = await moto(call);
      const written = settings.of(call).get(bucket(call));
      return reply.status === 200 && written ? { ...reply, body: written } : reply;
    },
  };
}

const letsLoggingIn = ({ Effect, Principal }: WrittenStatement) =>
  Effect === 'Allow' && Principal !== '*' && [Principal?.Service].flat().includes(LOGGING);

/** moto's answer shows whether bucket and policy still exist. */
async function policyOf(name: string, call: Call, moto: Forward, policies: Store<Map<string, Buffer>>) {
  const reply = await moto(asking(call, `/${name}`, 'policy'));
  const written = policies.of(call).get(name);
  if (reply.status !== 200 || !written) return undefined;
  return statementsIn(written.toString());
}

function asking(call: Call, path: string, subresource: string): Call {
  const query = new URLSearchParams({ [subresource]: '' });
  return { ...call, method: 'GET', path, query, body: Buffer.alloc(0) };
}
