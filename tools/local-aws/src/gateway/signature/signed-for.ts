import type { IncomingHttpHeaders } from 'node:http';
import { bucketOfHost, SIGNED_HOST } from '../../virtual-host';
import { SignatureFault } from './faults';

/**
 * The path and the headers with which a call was signed. The edge of a boot rehearsal puts the bucket of a virtual host
 * into the path; the operation is determined from the signed request, so that the header gives its sender no further
 * permissions.
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
