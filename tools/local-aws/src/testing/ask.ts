/** One call of an AWS client that changes nothing. */
export interface Ask {
  readonly service: string;
  /** The region; us-east-1 for a global service. @default - the region of the environment */
  readonly region?: string;
  /** For the reader: the action, or method and path. */
  readonly what: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A call of a query service. */
export const query = (
  service: string,
  version: string,
  what: string,
  form: Record<string, string> = {},
  region?: string,
): Ask => ({
  service,
  what,
  ...(region !== undefined && { region }),
  body: new URLSearchParams({ Action: what, Version: version, ...form }).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
/** A call of a JSON service. */
export const json = (service: string, target: string, what: string, body: object = {}, region?: string): Ask => ({
  service,
  what,
  ...(region !== undefined && { region }),
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${what}` },
  body: JSON.stringify(body),
});
/** A call of a REST service. */
export const get = (service: string, path: string, region?: string): Ask => ({
  service,
  what: `GET ${path}`,
  method: 'GET',
  path,
  ...(region !== undefined && { region }),
});
