import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './call';
import { isToken, TOKEN_HEADER } from './token';

/** The prefix of all paths of the gateway's own. S3 has no bucket of that name: it would begin with an underscore. */
export const OWN_PATHS = '/_embedded-aws/';
/** Distinguishes the embedded AWS from another program on its port; the only answer that needs no token. */
export const HEALTH_NAME = 'malinshopper-embedded-aws';

/** Answers the gateway's own paths; undefined if there is no such path. */
export type OwnPaths = (method: string, path: string) => Reply | Promise<Reply> | undefined;

/**
 * The only place that authorizes requests to paths of the gateway itself: `own` is called only if the request carries the
 * token.
 * @returns undefined if the path is not one of the gateway's own
 */
export function ownReply(
  { method, path, headers }: { method: string; path: string; headers: IncomingHttpHeaders },
  token: string,
  own: OwnPaths,
): Reply | Promise<Reply> | undefined {
  if (!path.startsWith(OWN_PATHS)) return undefined;
  if (!isToken(headers[TOKEN_HEADER], token)) {
    return said(401, {
      name: HEALTH_NAME,
      needed: `${TOKEN_HEADER} with the token in .work/embedded-aws/tokens/<port>`,
    });
  }
  return own(method, path) ?? said(404, { name: HEALTH_NAME, unknown: `${method} ${path}` });
}

/** An answer of the gateway itself, in JSON. */
export function said(status: number, body: object): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
