import { bucketOfHost } from '@malinshopper/local-aws/virtual-host';

/** Where in the embedded AWS a request to a name of AWS's goes. */
export interface Destination {
  /** The bucket that the host name begins with (virtual-hosted style). @default - none: the path says it, or it is not S3 */
  readonly bucket?: string;
  /** Path and query string, in the form the gateway takes: the bucket is in the path. */
  readonly target: string;
}

/** Where a request goes that a program on the instance sends to a host of AWS. */
export function destinationOf(host: string, target: string): Destination {
  const bucket = bucketOfHost(host);
  return bucket === undefined ? { target } : { bucket, target: `/${bucket}${target}` };
}
