import type { IncomingHttpHeaders } from 'node:http';
import { SignatureFault } from './faults';

/** The signature of a call, as sent: in its Authorization header, or in the query string of a presigned URL. */
export interface Presented {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** The date of the credential scope: `20260131`. */
  readonly date: string;
  readonly region: string;
  /** The signing name, in lower case. */
  readonly service: string;
  /** The time of the signature: `20260131T120000Z`. */
  readonly time: string;
  /** In lower case, in their order. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The token of a session. */
  readonly sessionToken?: string;
  /** The lifetime of a presigned URL, in seconds. */
  readonly expires?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TIME = /^\d{8}T\d{6}Z$/;
const SCOPE = /^([^/\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-zA-Z0-9-]+)\/aws4_request$/;
/** A week (AWS, "Authenticating requests: using query parameters", X-Amz-Expires). */
const LONGEST_EXPIRY = 7 * 24 * 3600;
/** Parameters of Signature Version 2, which no new region accepts, and of the form of a browser's upload. */
const OLD = ['AWSAccessKeyId', 'Signature', 'SignatureVersion'];

/**
 * Reads the signature of a call; undefined if it has none.
 * @throws SignatureFault if it is not a complete signature of version 4
 */
export function presented(headers: IncomingHttpHeaders, query: URLSearchParams): Presented | undefined {
  const { authorization } = headers;
  const inQuery = [...query.keys()].some((name) => /^x-amz-(algorithm|credential|signature)$/i.test(name));
  if (OLD.some((name) => query.has(name))) throw new SignatureFault('unsupported');
  if (authorization !== undefined && inQuery) throw new SignatureFault('two ways');
  if (authorization !== undefined) return ofHeader(authorization, headers);
  return inQuery ? ofQuery(query) : undefined;
}

function ofHeader(authorization: string, headers: IncomingHttpHeaders): Presented {
  const [, algorithm = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(authorization) ?? [];
  if (algorithm !== ALGORITHM) throw new SignatureFault('unsupported');
  const parts = new Map<string, string>();
  for (const part of rest.split(',')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]+)=(\S+)\s*$/.exec(part) ?? [];
    if (parts.has(name)) throw new SignatureFault('malformed', `${name} is given twice`);
    parts.set(name, value);
  }
  const strange = [...parts.keys()].find((name) => !['Credential', 'SignedHeaders', 'Signature'].includes(name));
  if (strange !== undefined) throw new SignatureFault('malformed', 'a part of it is not of the form name=value');
  const token = headers['x-amz-security-token'];
  return {
    form: 'header',
    ...scopeOf(parts.get('Credential')),
    time: timeOf(headers['x-amz-date']),
    signedHeaders: namesOf(parts.get('SignedHeaders')),
    signature: hexOf(parts.get('Signature')),
    ...(token !== undefined && { sessionToken: String(token) }),
  };
}

function ofQuery(query: URLSearchParams): Presented {
  const only = (name: string): string | undefined => {
    const [value, ...more] = query.getAll(name);
    if (more.length > 0) throw new SignatureFault('malformed', `${name} is given twice`);
    return value;
  };
  if (only('X-Amz-Algorithm') !== ALGORITHM) throw new SignatureFault('unsupported');
  const expires = Number(only('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 1 || expires > LONGEST_EXPIRY) {
    throw new SignatureFault('malformed', `X-Amz-Expires must be between 1 and ${LONGEST_EXPIRY} seconds`);
  }
  const token = only('X-Amz-Security-Token');
  return {
    form: 'query',
    ...scopeOf(only('X-Amz-Credential')),
    time: timeOf(only('X-Amz-Date')),
    signedHeaders: namesOf(only('X-Amz-SignedHeaders')),
    signature: hexOf(only('X-Amz-Signature')),
    ...(token !== undefined && { sessionToken: token }),
    expires,
  };
}

function scopeOf(credential = '') {
  const [, accessKeyId = '', date = '', region = '', service = ''] = SCOPE.exec(credential) ?? [];
  if (accessKeyId !== '') return { accessKeyId, date, region, service: service.toLowerCase() };
  throw new SignatureFault('malformed', 'Credential must be key/YYYYMMDD/region/service/aws4_request');
}

function timeOf(time: string | string[] | undefined): string {
  if (typeof time === 'string' && TIME.test(time)) return time;
  throw new SignatureFault('malformed', 'X-Amz-Date is required, as YYYYMMDDTHHMMSSZ');
}

function namesOf(written = ''): string[] {
  const names = written.split(';');
  const sorted = [...new Set(names)].sort();
  if (names.some((name, at) => name !== sorted[at]) || names.some((name) => !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))) {
    throw new SignatureFault('malformed', 'SignedHeaders must be names in lower case, sorted, each once');
  }
  if (!names.includes('host')) throw new SignatureFault('not signed', "'host' must be a signed header");
  return names;
}

function hexOf(signature = ''): string {
  if (/^[0-9a-f]{64}$/.test(signature)) return signature;
  throw new SignatureFault('malformed', 'Signature must be 64 hexadecimal digits');
}
