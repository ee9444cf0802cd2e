import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { SIGNED_HOST } from '@malinshopper/local-aws/virtual-host';

/** What becomes of the calls on their way to AWS: they arrive, they are cut off, their credentials have expired, or AWS refuses what they ask for. */
export type Flaw = 'none' | 'cut' | 'expired' | 'refused';

/** A call of AWS, as it was sent. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

/** The access key of the session that a call is signed by (IAM user guide, "AWS Signature Version 4"). */
const sessionOf = ({ authorization = '' }: IncomingHttpHeaders) =>
  /Credential=([^/]+)\//.exec(authorization)?.[1] ?? '';

/** What AWS answers, in the protocol of the call: S3's, the query protocol of IAM and others, or JSON. */
function errorOf(flaw: 'expired' | 'refused', headers: IncomingHttpHeaders) {
  const isS3 = (headers.authorization ?? '').includes('/s3/aws4_request');
  const isQuery = (headers['content-type'] ?? '').includes('x-www-form-urlencoded');
  const message = flaw === 'expired' ? 'The security token included in the request is expired' : 'Refused on the way';
  const status = flaw === 'expired' && !isQuery ? 400 : 403;
  const xml = (code: string) => `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const code = flaw === 'expired' ? 'ExpiredToken' : 'AccessDenied';
  if (isS3) return { status, type: 'application/xml', code, text: xml(code) };
  if (isQuery) return { status, type: 'text/xml', code, text: `<ErrorResponse>${xml(code)}</ErrorResponse>` };
  const __type = `${code}Exception`;
  return { status, type: 'application/x-amz-json-1.1', code: __type, text: JSON.stringify({ __type, message }) };
}

/** A way to the embedded AWS that can be flawed for a while: another port of this machine. */
export class FlawedWay {
  flaw: Flaw = 'none';
  /** Hears of each call on the way, and may flaw the way for it and those that follow. @default - nothing listens */
  onCall: (call: Call) => void = () => undefined;
  /** Hears of what the embedded AWS has answered to each call that has arrived. @default - nothing listens */
  onAnswer: (call: Call, status: number) => void = () => undefined;
  private readonly server: Server;
  /** The access key of the session that has expired. */
  private expired: string | undefined;

  /** @param to the port of the embedded AWS */
  constructor(private readonly to: number) {
    this.server = createServer((incoming, answer) => void this.answer(incoming, answer));
    // Node closes a connection that is idle for five seconds, whatever is on its way: a client of a busy machine would send into it.
    this.server.keepAliveTimeout = 0;
  }

  private async answer(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) return;
    const { method = '', url: path = '' } = incoming;
    const call = { method, path, body: body.toString('latin1') };
    this.onCall(call);
    if (this.flaw === 'cut') return void incoming.socket.destroy();
    // Only the session that was used when the flaw began has expired: a new one is good.
    const session = sessionOf(incoming.headers);
    if (this.flaw === 'expired') this.expired ??= session;
    else this.expired = undefined;
    if (this.flaw === 'refused' || (this.flaw === 'expired' && session === this.expired)) {
      const { status, ...said } = errorOf(this.flaw, incoming.headers);
      answer.writeHead(status, { 'content-type': said.type, 'x-amzn-errortype': said.code });
      return void answer.end(said.text);
    }
    const headers = { ...incoming.headers, host: `127.0.0.1:${this.to}`, [SIGNED_HOST]: incoming.headers.host ?? '' };
    const passed = request({ host: '127.0.0.1', port: this.to, method, path, headers }, (given) => {
      this.onAnswer(call, given.statusCode ?? 502);
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    passed.on('error', () => incoming.socket.destroy());
    passed.end(body);
  }

  /** It can be closed, so that connections are refused, and opened again. */
  async open(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
