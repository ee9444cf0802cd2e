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

/** The fault on the network path to AWS: none, calls are cut off, their credentials have expired, or AWS refuses them. */
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

/**
 * An error response of AWS, in the protocol of the call: the protocol of S3, the query protocol (IAM and other
 * services), or JSON.
 */
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

/** A proxy of the embedded AWS that can be faulty for a while: on another port of this machine. */
export class FlawedWay {
  flaw: Flaw = 'none';
  /**
   * Called for each request. The callback can set the fault for this request and the following requests. @default - no
   * callback
   */
  onCall: (call: Call) => void = () => undefined;
  /** Called for the response of the embedded AWS to each request that has arrived. @default - nothing is called */
  onAnswer: (call: Call, status: number) => void = () => undefined;
  private readonly server: Server;
  /** The access key of the session that has expired. */
  private expired: string | undefined;

  /** @param to the port of the embedded AWS */
  constructor(private readonly to: number) {
    this.server = createServer((incoming, answer) => void this.answer(incoming, answer));
    // Node closes a connection that is idle for five seconds, even if a request is on its way: on a busy machine a client would send into it.
    this.server.keepAliveTimeout = 0;
  }

  private async answer(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) return;
    const { method = '', url: path = '' } = incoming;
    const call = { method, path, body: body.toString('latin1') };
    this.onCall(call);
    if (this.flaw === 'cut') return void incoming.socket.destroy();
    // Only the session in use at the start of the fault has expired: a new one is valid.
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
