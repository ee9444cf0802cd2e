import { SIGNED_HOST } from '../virtual-host';
import { TOKEN_HEADER } from './token';

/** The parts of an unverified request that the door checks. */
export interface Arrival {
  readonly method: string;
  /**
   * The request target as sent: a path, or a whole URL if the client uses the gateway as its proxy (RFC 9112, section
   * 3.2).
   */
  readonly target: string;
  /** Names and values in turn, as `IncomingMessage.rawHeaders` has them: they contain a second `Host`, too. */
  readonly rawHeaders: readonly string[];
  /** The port of the gateway. */
  readonly port: number;
}

/**
 * Headers that browsers add to the requests of a page, and that no AWS client sends. `Sec-Fetch-Site: none` (an address
 * that was typed) is refused too: an object of S3 that a browser shows would be a page of the gateway's own origin.
 * Node's `fetch` sends `Sec-Fetch-Mode` alone.
 */
const OF_BROWSERS = new Set([
  'origin',
  'referer',
  'sec-fetch-site',
  'sec-fetch-dest',
  'access-control-request-method',
  'access-control-request-headers',
  'access-control-request-private-network',
]);

/** Headers of the gateway that a client may send. */
const OF_CLIENTS = new Set([TOKEN_HEADER, SIGNED_HOST]);

/**
 * Names that no DNS server outside of this machine can resolve: the loopback, with a bucket or an account in front in
 * S3's virtual-hosted style. `localhost` and all names below it belong to the loopback (RFC 6761, section 6.3), a name
 * that ends in a number is an address or none (WHATWG URL, "ends in a number"). Names of AWS are not among them: the
 * boot rehearsal's edge sends `localhost`.
 */
const OWN_HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)?(?:127\.0\.0\.1|localhost)(?::(?<port>\d{1,5}))?$/i;

/**
 * Returns the reason if a request is refused, else undefined. Text from the request is quoted as a JSON string, so that
 * it cannot forge a line of the log.
 */
export function refusedEntry({ method, target, rawHeaders, port }: Arrival): string | undefined {
  if (method === 'CONNECT') return `CONNECT to ${shown(target)}: the embedded AWS connects to nothing`;
  if (method === 'OPTIONS') return 'OPTIONS queries the permissions of pages of other origins: they have none';
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [{ name: name.toLowerCase(), value: rawHeaders[at + 1] ?? '' }] : [],
  );
  const hosts = headers.filter(({ name }) => name === 'host').map(({ value }) => value);
  const [host = ''] = hosts;
  if (hosts.length !== 1) return `${hosts.length} Host headers: exactly one is needed`;
  if (!isOwnHost(host, port)) return `Host ${shown(host)} is not a name of the embedded AWS`;
  if (!target.startsWith('/')) {
    // The authority of a whole URL counts (RFC 9112, section 3.2.2), so both must be the same.
    const authority = /^http:\/\/([^/?#]*)(?=[/?]|$)/i.exec(target)?.[1];
    if (authority?.toLowerCase() !== host.toLowerCase())
      return `target ${shown(target)} is not of the host ${shown(host)}`;
  }
  const inner = headers.find(({ name }) => isOfOurs(name.replaceAll('_', '-')));
  if (inner) return `header ${shown(inner.name)}: only the gateway may send it, to moto`;
  const sent = headers.find(({ name }) => OF_BROWSERS.has(name));
  if (sent) return `${sent.name} ${shown(sent.value)}: a page in a browser sent it`;
  // Browsers before 2023 send simple requests without any of them.
  const agent = headers.find(({ name, value }) => name === 'user-agent' && /^mozilla\//i.test(value));
  if (agent) return `user-agent ${shown(agent.value)}: a browser sent it`;
  return undefined;
}

/** Headers of every answer, so that a browser that got one gives no page access to it. */
export const ANSWER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** True if a header of moto's answer may be passed on. moto's server allows everything to all origins. */
export function isPassedOn(name: string): boolean {
  const lower = name.toLowerCase();
  return !lower.startsWith('access-control-') && !Object.hasOwn(ANSWER_HEADERS, lower);
}

/**
 * True for headers with which the gateway queries moto's process, and for moto's own header with an account (moto,
 * core/responses.py, `get_current_account`). A server in Python reads `_` as `-`.
 */
function isOfOurs(name: string): boolean {
  return name.startsWith('x-moto-') || (name.startsWith('x-embedded-aws-') && !OF_CLIENTS.has(name));
}

function isOwnHost(host: string, port: number): boolean {
  const found = OWN_HOST.exec(host);
  const named = found?.groups?.['port'];
  return found !== null && (named === undefined || named === String(port));
}

/** At most 100 characters, printable ASCII only. */
function shown(sent: string): string {
  return JSON.stringify(sent.slice(0, 100)).replace(
    /[^ -~]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
