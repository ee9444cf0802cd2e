import { Agent, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Forward, Reply } from './call';
import { isPassedOn } from './door';
import { UNREAD } from './unread';
import { Upload } from './upload';

// Headers of one connection, not of the message (RFC 9110 section 7.6.1), and `expect`, which Node has answered
// already.
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect']);

/**
 * moto's side of the gateway: forwards calls, and streams those that the gateway does not have to read. moto only ever
 * gets complete requests.
 */
export class Moto {
  // At most half of the backlog of werkzeug's server (128): a connection beyond the backlog of a Unix socket fails.
  private readonly agent = new Agent({ maxSockets: 64 });

  /** @param socket returns the path of the Unix socket on which moto listens */
  constructor(private readonly socket: () => string) {}

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
   * Sends an upload to moto and streams moto's answer back. A failing answer is small, so it is read whole and can be
   * replaced; so is one that `onReply` has to judge by its headers.
   */
  stream(
    incoming: { readonly method: string; readonly target: string; readonly headers: IncomingHttpHeaders },
    upload: Upload,
    outgoing: ServerResponse,
    onReply: (reply: Reply) => Reply,
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const to = this.to(incoming.method, incoming.target);
      const headers = { ...kept(incoming.headers), 'content-length': String(upload.size) };
      const upstream = request({ ...to, headers }, (answer) => {
        const status = answer.statusCode ?? 502;
        if ((status >= 400 && incoming.method !== 'HEAD') || UNREAD in answer.headers) {
          readAll(answer).then((body) => {
            const reply = onReply({ status, headers: plain(answer), body });
            send(outgoing, reply);
            resolve(reply.status);
          }, reject);
          return;
        }
        // Received whole first: a client that reads slowly holds no connection to moto.
        Upload.receive(answer)
          .then(async (received) => {
            outgoing.writeHead(status, passedOn(answer.headers));
            try {
              await received.sendTo(outgoing);
            } finally {
              await received.close();
            }
          })
          .then(() => resolve(status), reject);
      });
      upstream.on('error', reject);
      // The client has disconnected before the end of the answer: the call to moto ends too.
      outgoing.once('close', () => outgoing.writableFinished || upstream.destroy());
      upload.sendTo(upstream).catch(reject);
    });
  }

  private to(method: string, path: string) {
    return { agent: this.agent, socketPath: this.socket(), method, path };
  }
}

/** Sends a whole answer; its length is recomputed, since it can have been amended. */
export function send(outgoing: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  outgoing.writeHead(reply.status, { ...passedOn(reply.headers), 'content-length': body.length });
  outgoing.end(body);
}

/** Reads a message whole. @param limit its maximum in bytes, and the error beyond it. @default - no maximum */
export async function readAll(
  message: IncomingMessage,
  limit: { readonly bytes: number; readonly refusal: () => Error } = { bytes: Infinity, refusal: Error },
): Promise<Buffer> {
  if (Number(message.headers['content-length']) > limit.bytes) throw limit.refusal();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit.bytes) throw limit.refusal();
    chunks.push(chunk);
  }
  const [only = Buffer.alloc(0)] = chunks;
  return chunks.length > 1 ? Buffer.concat(chunks) : only;
}

/**
 * The target in the form for a server: a client that uses the gateway as its proxy sends a whole URL (RFC 9112 3.2.2).
 */
export function originForm(target: string): string {
  const path = target.replace(/^http:\/\/[^/?]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function kept<T>(headers: NodeJS.Dict<T>): NodeJS.Dict<T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

function passedOn<T>(headers: NodeJS.Dict<T>): NodeJS.Dict<T> {
  return Object.fromEntries(Object.entries(kept(headers)).filter(([name]) => isPassedOn(name)));
}

function plain(answer: IncomingMessage): Record<string, string> {
  const headers = Object.entries(kept(answer.headers)).filter(([name]) => name !== 'content-length');
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
