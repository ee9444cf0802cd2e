/** `bucket.s3.region.amazonaws.com`, or the old global `bucket.s3.amazonaws.com` (S3 user guide, "Virtual hosting"). */
const virtualHost = /^(?<bucket>[a-z0-9][a-z0-9.-]*[a-z0-9])\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

/**
 * The bucket in a host name of AWS (virtual-hosted style), undefined if the path has it, or if the host is not S3's.
 */
export function bucketOfHost(host: string): string | undefined {
  return virtualHost.exec(host.toLowerCase().replace(/:\d+$/, ''))?.groups?.['bucket'];
}

/**
 * The header with the host for which a call was made and signed, from a proxy between a client and the gateway (the
 * edge of a boot rehearsal, a proxy of a test that modifies calls).
 */
export const SIGNED_HOST = 'x-embedded-aws-host';
