import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { EmbeddedCredentials } from './credentials';
import { embeddedEndpoint } from './address';

/** The hash of Signature Version 4, in the form that the library needs. */
export const sha256 = Hash.bind(null, 'sha256');

/** The scope of a signature, and the caller. */
export interface Signing {
  /** The signing name: `s3`, `elasticloadbalancing`. */
  readonly service: string;
  readonly region: string;
  /** Without a session token for the key of a user. */
  readonly credentials: Pick<EmbeddedCredentials, 'accessKeyId' | 'secretAccessKey'> &
    Partial<Pick<EmbeddedCredentials, 'sessionToken'>>;
  /** @default - now */
  readonly at?: Date;
}

/** A call of an AWS client, before it is signed. */
export interface Unsigned {
  /** @default 'GET' */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly body?: string | Uint8Array;
}

/** S3 encodes a path once, the other services twice (AWS, "Create a signed AWS API request", canonical URI). */
export const encodesPathTwice = (service: string) => service !== 's3';

/** The headers of a call with its signature. The SDK of a service takes a second and 58 MB to load, for a few calls. */
export async function signedHeaders(
  url: string,
  { method = 'GET', headers = {}, body }: Unsigned,
  { service, region, credentials, at }: Signing,
): Promise<Record<string, string>> {
  const { protocol, host, hostname, pathname, searchParams } = new URL(url);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    region,
    service,
    sha256,
    uriEscapePath: encodesPathTwice(service),
  });
  const names = [...new Set(searchParams.keys())];
  const query = Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]));
  const request = { method, protocol, hostname, path: pathname, query, headers: { host, ...headers }, body };
  const signed = await signer.sign(request, at && { signingDate: at });
  return signed.headers;
}

/** Calls the embedded AWS as an AWS client does. @param path with its query string */
export async function signedFetch(path: string, call: Unsigned, signing: Signing, to = embeddedEndpoint()) {
  const url = `${to}${path}`;
  const headers = await signedHeaders(url, call, signing);
  // fetch sets it from the address.
  delete headers['host'];
  const { method = 'GET', body } = call;
  return fetch(url, { method, headers, ...(body !== undefined && { body }) });
}
