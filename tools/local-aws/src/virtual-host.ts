/** `bucket.s3.region.amazonaws.com`, or the old global `bucket.s3.amazonaws.com` (S3 user guide, "Virtual hosting"). */
const virtualHost = /^(?<bucket>[a-z0-9][a-z0-9.-]*[a-z0-9])\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

/** The bucket that a host of AWS begins with (virtual-hosted style), undefined where the path says it, or it is not S3. */
export function bucketOfHost(host: string): string | undefined {
  return virtualHost.exec(host.toLowerCase().replace(/:\d+$/, ''))?.groups?.['bucket'];
}

/**
 * The header in which what stands between a client and the gateway (the edge of a boot rehearsal, a way that a test flaws) says for which host a call was made:
 * for that host it was signed.
 */
export const SIGNED_HOST = 'x-embedded-aws-host';
