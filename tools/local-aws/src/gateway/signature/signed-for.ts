import type { IncomingHttpHeaders } from 'node:http';
import { bucketOfHost, SIGNED_HOST } from '../../virtual-host';
import { SignatureFault } from './faults';

/**
 * The path and the headers that a call was signed with. The edge of a boot rehearsal puts the bucket of a virtual host into the path; what is called follows
 * from what was signed, so that the header gives nothing to who sends it.
 */
export function signedFor(path: string, headers: IncomingHttpHeaders): { path: string; headers: IncomingHttpHeaders } {
  const host = headers[SIGNED_HOST];
  if (host === undefined) return { path, headers };
  if (typeof host !== 'string' || !/^([a-z0-9.-]+\.amazonaws\.com|127\.0\.0\.1)(:\d+)?$/.test(host)) {
    throw new SignatureFault('mismatch', `${SIGNED_HOST} must be a host of AWS, or the loopback`);
  }
  const bucket = bucketOfHost(host);
  if (bucket === undefined) return { path, headers: { ...headers, host } };
  if (!path.startsWith(`/${bucket}/`)) throw new SignatureFault('mismatch', `the path must begin with /${bucket}/`);
  return { path: path.slice(bucket.length + 1), headers: { ...headers, host } };
}
