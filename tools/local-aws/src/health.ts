import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { embeddedEndpoint } from './address';
import { HEALTH_NAME, OWN_PATHS } from './gateway/own-paths';
import { oneLine } from './one-line';
import { knownToken, TOKEN_HEADER, tokenFile } from './gateway/token';

/** Long: on a busy machine, the gateway can get its turn only after seconds. */
const TIMEOUT_MS = 30_000;

export const HEALTH_PATH = `${OWN_PATHS}health`;
export const STOP_PATH = `${OWN_PATHS}stop`;
export const CAPTURE_PATH = `${OWN_PATHS}capture`;

/** The gateway's report about itself. */
export interface Health {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
  /** True if moto has started, too. */
  readonly ready: boolean;
  /** moto's version, once it has started. */
  readonly moto?: string;
}

/** The program that listens on the embedded AWS's port. */
export type Listener =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'embedded-aws'; readonly health: Health }
  | { readonly kind: 'stranger'; readonly said: string };

export async function listener(endpoint = embeddedEndpoint()): Promise<Listener> {
  let answer: Awaited<ReturnType<typeof askGateway>>;
  try {
    answer = await askGateway('GET', HEALTH_PATH, endpoint);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // ECONNRESET: the gateway ended between accepting the connection and answering.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return { kind: 'nothing' };
    return { kind: 'stranger', said: message };
  }
  const health = parsed(answer.body);
  if (health?.name !== HEALTH_NAME) {
    return {
      kind: 'stranger',
      said: oneLine(`HTTP ${answer.status} ${answer.body.slice(0, 80).replace(/\s+/g, ' ')}`.trim()),
    };
  }
  if (answer.status !== 401) return { kind: 'embedded-aws', health };
  const file = tokenFile(new URL(endpoint).port);
  return { kind: 'stranger', said: `an embedded AWS of another clone or user, as its token is not the one in ${file}` };
}

/**
 * Sends a request with the token of that port, and retries once if a gateway that has just started has issued a new one
 * meanwhile.
 */
export async function askGateway(method: string, path: string, endpoint = embeddedEndpoint()) {
  const { port } = new URL(endpoint);
  for (let sent = knownToken(port); ;) {
    const answer = await ask(method, `${endpoint}${path}`, sent);
    const issued = knownToken(port);
    if (answer.status !== 401 || issued === sent) return answer;
    sent = issued;
  }
}

/** Uses a new connection: one kept alive from an earlier request can belong to a gateway that has ended. */
async function ask(method: string, url: string, token = '') {
  const headers = { [TOKEN_HEADER]: token };
  const outgoing = request(url, { method, headers, agent: false, timeout: TIMEOUT_MS }).end();
  outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await text(answer) };
}

function parsed(body: string): Health | undefined {
  try {
    return JSON.parse(body) as Health;
  } catch {
    return undefined;
  }
}
