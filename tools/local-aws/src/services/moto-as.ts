import type { Call } from '../gateway/call';

/**
 * Makes a call to the query API of another service for moto. moto finds the service by the credential scope of a
 * request.
 */
export function motoAs(call: Call, service: 'rds', form: Readonly<Record<string, string>>): Call {
  const headers = {
    ...inScope(call, service),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = Buffer.from(new URLSearchParams({ Version: '2014-10-31', ...form }).toString());
  return { ...call, service, method: 'POST', path: '/', query: new URLSearchParams(), headers, body };
}

/** Makes an S3 call for moto. @param path with the bucket, percent-encoded */
export function motoS3(
  call: Call,
  method: string,
  path: string,
  { query = {}, headers = {}, body = Buffer.alloc(0) }: S3Parts = {},
): Call {
  const all = { ...inScope(call, 's3'), ...headers };
  return { ...call, service: 's3', method, path, query: new URLSearchParams(query), headers: all, body };
}

interface S3Parts {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Returns the headers of a call, except the headers about its body. */
function inScope({ headers, region, service }: Call, other: string) {
  const authorization = (headers.authorization ?? '').replace(`/${service}/`, `/${other}/`);
  return {
    ...Object.fromEntries(
      Object.entries(headers).filter(([name]) => !/^(content-|x-amz-content-|transfer-)/.test(name)),
    ),
    authorization,
    host: `${other}.${region}.amazonaws.com`,
  };
}
