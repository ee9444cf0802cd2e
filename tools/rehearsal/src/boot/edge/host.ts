/** Where in the embedded AWS a request to a name of AWS's goes. */
export interface Destination {
  /** The bucket that the host name begins with (virtual-hosted style). @default - none: the path says it, or it is not S3 */
  readonly bucket?: string;
  /** Path and query string, in the form the gateway takes: the bucket is in the path. */
  readonly target: string;
}

/** `bucket.s3.region.amazonaws.com`, or the old global `bucket.s3.amazonaws.com` (S3 user guide, "Virtual hosting"). */
const virtualHost = /^(?<bucket>[a-z0-9][a-z0-9.-]*[a-z0-9])\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

/** Where a request goes that a program on the instance sends to a host of AWS. */
export function destinationOf(host: string, target: string): Destination {
  const bucket = virtualHost.exec(host.toLowerCase().replace(/:\d+$/, ''))?.groups?.['bucket'];
  return bucket === undefined ? { target } : { bucket, target: `/${bucket}${target}` };
}
