import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsFailure } from '../../protocols/failure';
import type { Watching } from '../upload';
import { Chunks } from './chunks';
import { SignatureFault, worded } from './faults';
import type { Presented } from './presented';
import type { Chain } from './verify';

const HEADER = 'x-amz-content-sha256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
/**
 * The values that S3 accepts as the hash of a body in chunks, and the form of the chunks (S3 API reference,
 * "Authorization header", x-amz-content-sha256).
 */
const STREAMING: Readonly<Record<string, { readonly signed: boolean; readonly trailers: boolean }>> = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailers: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailers: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailers: true },
};

/**
 * Returns the declaration of an S3 call about its body, before the body arrives. The declaration is in a header; a
 * presigned URL can omit it, and is then unsigned.
 * @throws AwsFailure if the declaration is not valid
 */
export function saidOfBody({ form }: Presented, headers: IncomingHttpHeaders, query: URLSearchParams): string {
  const said = headers[HEADER] ?? (form === 'query' ? (query.get('X-Amz-Content-Sha256') ?? UNSIGNED) : undefined);
  if (typeof said !== 'string')
    throw new AwsFailure('InvalidRequest', `Missing required header for this request: ${HEADER}`);
  if (said === UNSIGNED || Object.hasOwn(STREAMING, said) || /^[0-9a-f]{64}$/.test(said)) return said;
  throw new AwsFailure(
    'InvalidArgument',
    `${HEADER} must be UNSIGNED-PAYLOAD, ${Object.keys(STREAMING).join(', ')}, or a valid sha256 value.`,
  );
}

/** Returns the check of the body of an S3 call while the body arrives. The body must match its declaration. */
export function watchingBody(said: string, headers: IncomingHttpHeaders, chain: Chain): Watching | undefined {
  if (said === UNSIGNED) return undefined;
  const streaming = Object.hasOwn(STREAMING, said) ? STREAMING[said] : undefined;
  if (streaming) {
    const decoded = Number(headers['x-amz-decoded-content-length'] ?? Number.NaN);
    if (!Number.isInteger(decoded))
      throw new AwsFailure('MissingContentLength', 'You must provide x-amz-decoded-content-length.', 411);
    return new Chunks({ decoded, trailers: streaming.trailers, ...(streaming.signed && { chain }) });
  }
  const hash = createHash('sha256');
  return {
    take: (piece) => void hash.update(piece),
    end: () => {
      if (hash.digest('hex') !== said) throw worded(new SignatureFault('other body'), 's3');
    },
  };
}

/**
 * Returns the hash of a body, for a service other than S3: the signature of the call includes it. If a header contains
 * a hash, both must be equal.
 * @throws SignatureFault if it does not
 */
export function hashOfBody(body: Buffer, headers: IncomingHttpHeaders): string {
  const hash = createHash('sha256').update(body).digest('hex');
  const said = headers[HEADER];
  if (said !== undefined && said !== hash) throw new SignatureFault('other body');
  return hash;
}
