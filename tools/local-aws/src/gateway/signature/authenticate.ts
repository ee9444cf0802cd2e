import type { IncomingHttpHeaders } from 'node:http';
import { AwsFailure, type Protocol } from '../../protocols/failure';
import { failureReply } from '../../protocols/failure-reply';
import { SIGNED_HOST } from '../../virtual-host';
import type { Accounts } from '../accounts';
import type { Reply } from '../call';
import { askedOperation, isForm } from '../operation';
import { ROOT_KEY } from '../root-key';
import type { Watching } from '../upload';
import { SignatureFault, worded } from './faults';
import { hashOfBody, saidOfBody, watchingBody } from './payload';
import { presented, type Presented } from './presented';
import { signedFor } from './signed-for';
import { verify } from './verify';

/** A request before any part of it is verified. */
export interface Arrived {
  readonly method: string;
  /** As sent, without its query string. */
  readonly path: string;
  /** The query string as sent. */
  readonly search: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** A call with a verified signer, or one that AWS accepts without a signature. */
export interface Authentic {
  /** @default - it is not signed */
  readonly signature?: Presented;
  /** The signing name of the service. */
  readonly service: string;
  /** The headers for moto: the signer of a presigned URL is in a header too. */
  readonly headers: IncomingHttpHeaders;
  /** The body of every service but S3, the body of which is still to be read. */
  readonly body?: Buffer;
  /**
   * The check that has to see the body of an S3 call while it is read. @default - the call declares nothing about its
   * body
   */
  readonly watching?: Watching;
}

/** The queries of the gateway while it verifies a call. */
export interface Asking {
  readonly accounts: Pick<Accounts, 'key'>;
  /** Reads the body of a call of a service whole. @throws AwsFailure if it is too large */
  readonly body: (service: string) => Promise<Buffer>;
  /** True if the public may read the object at a path of S3. */
  readonly isPublic: (path: string) => Promise<boolean>;
  readonly now: () => Date;
}

/**
 * Verifies the signer of a call. For S3 it is known before any of the body is read.
 * @returns the call, or its refusal in the words of its service
 */
export async function authenticate(arrived: Arrived, asking: Asking): Promise<Authentic | { readonly refused: Reply }> {
  const at = { protocol: guessed(arrived.headers), isRest: false };
  try {
    const signature = presented(arrived.headers, arrived.query);
    if (signature === undefined) return await unsigned(arrived, asking);
    return signature.service === 's3'
      ? await ofS3(arrived, signature, asking, at)
      : await ofOther(arrived, signature, asking, at);
  } catch (error) {
    const failure = error instanceof SignatureFault ? worded(error, at.protocol, at.isRest) : error;
    if (failure instanceof AwsFailure) return { refused: failureReply(at.protocol, failure) };
    throw error;
  }
}

interface At {
  protocol: Protocol;
  isRest: boolean;
}

async function ofS3(arrived: Arrived, signature: Presented, asking: Asking, at: At): Promise<Authentic> {
  at.protocol = 's3';
  const { headers, query } = arrived;
  const said = saidOfBody(signature, headers, query);
  const watching = watchingBody(said, headers, await checked(arrived, signature, said, asking));
  return { signature, service: 's3', headers: identified(headers, signature), ...(watching && { watching }) };
}

async function ofOther(arrived: Arrived, signature: Presented, asking: Asking, at: At): Promise<Authentic> {
  const { headers } = arrived;
  const { service } = signature;
  Object.assign(at, wordsOf(arrived, signature, Buffer.alloc(0)));
  const body = await asking.body(service);
  Object.assign(at, wordsOf(arrived, signature, body));
  await checked(arrived, signature, hashOfBody(body, headers), asking);
  return { signature, service, headers: identified(headers, signature), body };
}

function checked({ method, path, query, search, headers }: Arrived, given: Presented, payload: string, asking: Asking) {
  if (!isReadable(search)) throw new SignatureFault('mismatch', 'the query string is no UTF-8');
  const received = { method, query, payload, ...signedFor(path, headers) };
  // The root key may call only for sessions.
  const isRefused = given.accessKeyId === ROOT_KEY && given.service !== 'sts';
  const known = isRefused ? Promise.resolve(undefined) : asking.accounts.key(given.accessKeyId);
  return known.then((key) => verify(given, received, key, asking.now()));
}

/**
 * The calls that AWS accepts without a signature: a session for a token of an identity provider (STS API reference,
 * AssumeRoleWithWebIdentity), and the objects that a policy of a bucket makes public.
 */
async function unsigned({ method, path, search, headers }: Arrived, asking: Asking): Promise<Authentic> {
  if (isForm(headers['content-type']) && path === '/') {
    const body = await asking.body('sts');
    const form = new URLSearchParams(body.toString());
    const isToken = form.getAll('Action').join() === 'AssumeRoleWithWebIdentity' && !form.has('AWSAccessKeyId');
    if (!isToken || search !== '') throw new SignatureFault('missing');
    return { service: 'sts', headers, body };
  }
  const isRead = (method === 'GET' || method === 'HEAD') && search === '' && headers['x-amz-target'] === undefined;
  if (!isRead || !(await asking.isPublic(path))) throw new SignatureFault('missing');
  return { service: 's3', headers: withKey(headers, 'anonymous/20200101/us-east-1/s3') };
}

/** The protocol of a call that is not understood. */
function guessed(headers: IncomingHttpHeaders): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return isForm(headers['content-type']) ? 'query' : 's3';
}

function wordsOf(arrived: Arrived, signature: Presented, body: Buffer): At {
  const { protocol, name } = askedOperation({ ...arrived, ...signature, body });
  const isQuery = isForm(arrived.headers['content-type']) && name.includes(' ');
  if (isQuery) return { protocol: signature.service === 'ec2' ? 'ec2' : 'query', isRest: false };
  return { protocol, isRest: name.includes(' ') };
}

/** moto takes the caller from the header alone, and otherwise from a parameter that every client can set. */
function identified(
  headers: IncomingHttpHeaders,
  { accessKeyId, date, region, service }: Presented,
): IncomingHttpHeaders {
  return withKey(headers, `${accessKeyId}/${date}/${region}/${service}`);
}

function withKey(headers: IncomingHttpHeaders, scope: string): IncomingHttpHeaders {
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}/aws4_request, SignedHeaders=host, Signature=verified`;
  const known: IncomingHttpHeaders = { ...headers, authorization };
  delete known[SIGNED_HOST];
  return known;
}

function isReadable(search: string): boolean {
  try {
    return decodeURIComponent(search) !== undefined;
  } catch {
    return false;
  }
}
