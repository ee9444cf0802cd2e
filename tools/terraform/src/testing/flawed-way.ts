import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

/** What becomes of the calls on their way to AWS: they arrive, they are cut off, or their credentials have expired. */
export type Flaw = 'none' | 'cut' | 'expired';

/** A call of AWS, as it was sent. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

/** A way to the embedded AWS that can be flawed for a while: another port of this machine. */
export class FlawedWay {
  flaw: Flaw = 'none';
  /** Hears of each call on the way, and may flaw the way for it and those that follow. @default - nothing listens */
  onCall: (call: Call) => void = () => undefined;
  private readonly server: Server;

  /** @param to the port of the embedded AWS */
  constructor(to: number) {
    this.server = createServer(async (incoming, answer) => {
      const body = await buffer(incoming).catch(() => undefined);
      if (!body) return;
      const { method = '', url: path = '' } = incoming;
      this.onCall({ method, path, body: body.toString('latin1') });
      if (this.flaw === 'cut') return void incoming.socket.destroy();
      if (this.flaw === 'expired') {
        const isS3 = (incoming.headers.authorization ?? '').includes('/s3/aws4_request');
        const type = isS3 ? 'application/xml' : 'application/x-amz-json-1.1';
        answer.writeHead(400, { 'content-type': type, 'x-amzn-errortype': 'ExpiredTokenException' });
        return void answer.end(
          isS3
            ? '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>'
            : '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
        );
      }
      const headers = { ...incoming.headers, host: `127.0.0.1:${to}` };
      const passed = request({ host: '127.0.0.1', port: to, method, path, headers }, (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      });
      passed.on('error', () => incoming.socket.destroy());
      passed.end(body);
    });
  }

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
