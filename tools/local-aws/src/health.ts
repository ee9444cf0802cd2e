import { embeddedEndpoint } from './address';

export const HEALTH_PATH = '/_embedded-aws/health';
export const STOP_PATH = '/_embedded-aws/stop';
/** Tells the embedded AWS from whatever else may listen on its port. */
export const HEALTH_NAME = 'malinshopper-embedded-aws';

/** What the gateway says about itself. */
export interface Health {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
  /** Whether moto has started, too. */
  readonly ready: boolean;
  /** moto's version, once it has started. */
  readonly moto?: string;
}

/** What listens on the embedded AWS's port. */
export type Listener =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'embedded-aws'; readonly health: Health }
  | { readonly kind: 'stranger'; readonly said: string };

export async function listener(endpoint = embeddedEndpoint()): Promise<Listener> {
  let answer: Response;
  try {
    answer = await fetch(`${endpoint}${HEALTH_PATH}`, { signal: AbortSignal.timeout(5000) });
  } catch (error) {
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    // ECONNRESET: the gateway ended between accepting the connection and answering.
    if (cause?.code === 'ECONNREFUSED' || cause?.code === 'ECONNRESET') return { kind: 'nothing' };
    return { kind: 'stranger', said: cause?.message ?? String(error) };
  }
  const body = await answer.text();
  const health = parsed(body);
  if (health?.name === HEALTH_NAME) return { kind: 'embedded-aws', health };
  return { kind: 'stranger', said: `HTTP ${answer.status} ${body.slice(0, 80).replace(/\s+/g, ' ')}`.trim() };
}

function parsed(body: string): Health | undefined {
  try {
    return JSON.parse(body) as Health;
  } catch {
    return undefined;
  }
}
