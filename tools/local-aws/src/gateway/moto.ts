import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { LOOPBACK } from '../address';
import type { Forward, Reply } from './call';

// Headers of one connection, not of the message (RFC 9110 section 7.6.1), and `expect`, which Node has answered already.
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect']);

/** moto's side of the gateway: forwards calls, and streams those nobody has to read. */
export class Moto {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly port: () => number) {}

  /** Sends a call that was read whole, and reads the answer whole. */
  readonly forward: Forward = (call) =>
    new Promise<Reply>((resolve, reject) => {
      const headers = { ...kept(call.headers), 'content-length': String(call.body.length) };
      const query = call.query.toString();
      const path = query === '' ? call.path : `${call.path}?${query}`;
      const outgoing = request({ ...this.to(call.method, path), headers }, (answer) => {
        readAll(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 502, headers: plain(answer), body }),
          (error: unknown) => reject(asError(error)),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(call.body);
    });

  /**
   * Streams a request to moto and moto's answer back. A failing answer is small, so it is read whole and may be replaced.
   */
  stream(incoming: IncomingMessage, outgoing: ServerResponse, onFailure: (reply: Reply) => Reply): Promise<number> {
    return new Promise((resolve, reject) => {
      const to = this.to(incoming.method ?? 'GET', originForm(incoming.url ?? '/'));
      const upstream = request({ ...to, headers: kept(incoming.headers) }, (answer) => {
        const status = answer.statusCode ?? 502;
        if (status >= 400 && incoming.method !== 'HEAD') {
          readAll(answer).then((body) => {
            const reply = onFailure({ status, headers: plain(answer), body });
            send(outgoing, reply);
            resolve(reply.status);
          }, reject);
          return;
        }
        outgoing.writeHead(status, kept(answer.headers));
        answer.pipe(outgoing);
        answer.on('end', () => resolve(status));
        answer.on('error', reject);
      });
      upstream.on('error', reject);
      incoming.pipe(upstream);
    });
  }

  private to(method: string, path: string) {
    return { agent: this.agent, host: LOOPBACK, port: this.port(), method, path };
  }
}

/** Sends a whole answer; its length is recomputed, since it may have been amended. */
export function send(outgoing: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  outgoing.end(body);
}

export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The target as a server wants it: a client that takes the gateway for its proxy sends a whole URL (RFC 9112 3.2.2). */
export function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/]*/, '') || '/';
}

function kept<T>(headers: NodeJS.Dict<T>): NodeJS.Dict<T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

function plain(answer: IncomingMessage): Record<string, string> {
  const headers = Object.entries(kept(answer.headers)).filter(([name]) => name !== 'content-length');
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
