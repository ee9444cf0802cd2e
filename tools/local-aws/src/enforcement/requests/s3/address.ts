import type { Call } from '../../../gateway/call';

/** The bucket and key of an S3 call. The text is empty if the call has no bucket or no key. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

const AMAZON = /^(?:(.+)\.)?s3[.-](?:[^/]*\.)?amazonaws\.com$/;
const WITHOUT_BUCKET = /^(localhost|[^.]+|[\d.]+)$/;

/** Bucket and key, from the path or, in virtual-host style, from the host name (S3 user guide, "Virtual hosting of buckets"). */
export function s3Address({ path, headers }: Pick<Call, 'path' | 'headers'>): S3Address {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const amazon = AMAZON.exec(host);
  const [first = ''] = host.split('.');
  const bucket = amazon ? (amazon[1] ?? '') : WITHOUT_BUCKET.test(host) ? '' : first;
  return bucket === '' ? objectIn(path) : { bucket, key: decodeURIComponent(path.slice(1)) };
}

/** `/bucket/key`, percent-encoded, the slash in front optional: a path, or the source of CopyObject. */
export function objectIn(path: string): S3Address {
  const [, bucket = '', key = ''] = /^\/?([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}
