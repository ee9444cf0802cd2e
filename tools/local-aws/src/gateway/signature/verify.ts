import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { escapeUri } from '@smithy/core/protocols';
import { ALGORITHM_IDENTIFIER, createScope, getSigningKey, SignatureV4 } from '@smithy/signature-v4';
import { toHex } from '@smithy/core/serde';
import { encodesPathTwice, sha256 } from '../../signing';
import { SignatureFault } from './faults';
import type { Presented } from './presented';

/** The signed parts of a request. */
export interface Received {
  readonly method: string;
  /** As sent, without its query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The last line of the canonical request: a hash in hexadecimal, or one of S3's values for bodies without a hash. */
  readonly payload: string;
}

/** An access key with its owner, as far as a signature needs it. */
export interface KnownKey {
  readonly secret: string;
  /** The token of a session. */
  readonly token?: string;
  /** The end of the session, in seconds since 1970. */
  readonly expires?: number;
}

/** The key and the scope with which the parts of a body in chunks are signed. */
export interface Chain {
  readonly key: Uint8Array;
  readonly time: string;
  readonly scope: string;
  /** The signature of the request. */
  readonly seed: string;
}

/** Fifteen minutes (AWS, "Signature Version 4 signing process", and the messages of the services). */
const SKEW_MS = 15 * 60 * 1000;

/** Signs the received request again with the AWS SDK's library: only the library knows the canonical request. */
class Signer extends SignatureV4 {
  constructor(service: string) {
    super({
      service,
      region: 'any',
      credentials: { accessKeyId: '', secretAccessKey: '' },
      sha256,
      uriEscapePath: encodesPathTwice(service),
    });
  }

  async stringToSign({ time, date, region, service, signedHeaders }: Presented, received: Received): Promise<string> {
    const { method, query, headers, payload } = received;
    const canonical: Record<string, string> = {};
    for (const name of signedHeaders) canonical[name] = valueOf(headers[name]);
    const names = [...new Set(query.keys())].filter((name) => name !== 'X-Amz-Signature');
    const path = pathOf(service, received.path);
    const request = {
      method,
      protocol: 'http:',
      hostname: '',
      path,
      query: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
      headers: {},
    };
    const written = this.createCanonicalRequest(request, canonical, payload);
    return this.createStringToSign(time, createScope(date, region, service), written, ALGORITHM_IDENTIFIER);
  }
}

const signers = new Map<string, Signer>();

/**
 * Verifies the signature of a call: signs the received request with the secret of its key, and compares.
 * @throws SignatureFault with the fault
 */
export async function verify(
  given: Presented,
  received: Received,
  known: KnownKey | undefined,
  now: Date,
): Promise<Chain> {
  if (known === undefined) throw new SignatureFault('unknown key');
  assertTime(given, now);
  assertSigned(given, received.headers);
  if ((given.sessionToken ?? '') !== (known.token ?? '')) throw new SignatureFault('invalid token');
  const { accessKeyId, date, region, service, time, signature } = given;
  const key = await getSigningKey(sha256, { accessKeyId, secretAccessKey: known.secret }, date, region, service);
  const signer = signers.get(encodesPathTwice(service) ? 'twice' : 'once') ?? new Signer(service);
  signers.set(encodesPathTwice(service) ? 'twice' : 'once', signer);
  const expected = await keyed(key, await signer.stringToSign(given, received));
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) throw new SignatureFault('mismatch');
  // Only a client that has the secret learns that the session has ended.
  if (known.expires !== undefined && known.expires * 1000 <= now.getTime()) throw new SignatureFault('expired token');
  return { key, time, scope: createScope(date, region, service), seed: signature };
}

/** A text signed with a key, in hexadecimal. */
export async function keyed(key: Uint8Array, text: string): Promise<string> {
  const hash = new sha256(key);
  hash.update(Buffer.from(text));
  return toHex(await hash.digest());
}

function assertTime({ form, time, date, expires = 0 }: Presented, now: Date): void {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(time) ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signed)) throw new SignatureFault('malformed', `X-Amz-Date ${time} is no time`);
  if (!time.startsWith(date)) {
    throw new SignatureFault(
      'scope',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${time.slice(0, 8)}'`,
    );
  }
  const shown = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const at = now.getTime();
  if (signed > at + SKEW_MS) {
    throw new SignatureFault(
      'skewed',
      `Signature not yet current: ${time} is still later than ${shown(at + SKEW_MS)} (${shown(at)} + 15 min.)`,
    );
  }
  if (form === 'query' && signed + expires * 1000 < at) {
    throw new SignatureFault(
      'expired',
      `Signature expired: ${shown(signed + expires * 1000)} is now earlier than ${shown(at)}`,
    );
  }
  if (form === 'header' && signed < at - SKEW_MS) {
    throw new SignatureFault(
      'skewed',
      `Signature expired: ${time} is now earlier than ${shown(at - SKEW_MS)} (${shown(at)} - 15 min.)`,
    );
  }
}

/**
 * `host` and all `x-amz-` headers have to be signed (AWS, "Create a signed AWS API request", canonical headers), and
 * all signed headers have to be in the request.
 */
function assertSigned({ signedHeaders }: Presented, headers: IncomingHttpHeaders): void {
  const missing = signedHeaders.find((name) => headers[name] === undefined);
  if (missing !== undefined)
    throw new SignatureFault('not signed', `the signed header '${missing}' is not in the request`);
  const loose = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (loose !== undefined) {
    throw new SignatureFault('not signed', `There were headers present in the request which were not signed: ${loose}`);
  }
}

/** Node reads the bytes of a header as Latin-1, and clients sign UTF-8. A run of blanks counts as one. */
function valueOf(header: string | string[] | undefined): string {
  return Buffer.from(String(header), 'latin1')
    .toString()
    .trim()
    .replace(/[ \t]+/g, ' ');
}

/**
 * S3 takes the path as the key that it names, encoded once, in any encoding of the client. A path that other services
 * would normalize before they sign is refused: the call would have another path than the signed one.
 */
function pathOf(service: string, path: string): string {
  if (encodesPathTwice(service)) {
    if (!/\/(\/|\.{1,2}(\/|$))/.test(path)) return path;
    throw new SignatureFault('mismatch', 'the path has empty parts, "." or ".."');
  }
  try {
    return path
      .split('/')
      .map((part) => escapeUri(decodeURIComponent(part)))
      .join('/');
  } catch {
    throw new SignatureFault('mismatch', 'the path is no UTF-8');
  }
}
