import { bucketOfHost } from '@malinshopper/local-aws/virtual-host';

/** The destination in the embedded AWS of a request to a name of AWS. */
export interface Destination {
  /** The bucket in the host name (virtual-hosted style). @default - none: the path has it, or it is not S3 */
  readonly bucket?: string;
  /** Path and query string, in the gateway's form: the bucket is in the path. */
  readonly target: string;
}

/** The destination of a request that a program on the instance sends to a host of AWS. */
export function destinationOf(host: string, target: string): Destination {
  const bucket = bucketOfHost(host);
  return bucket === undefined ? { target } : { bucket, target: `/${bucket}${target}` };
}
