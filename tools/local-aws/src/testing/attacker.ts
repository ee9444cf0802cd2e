import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { LOOPBACK } from '../address';

/**
 * The attempts of the page, and the results that it could read: a status and the beginning of a body, `opaque`, or a
 * failure.
 */
export type Tried = Readonly<Record<string, string>>;

/** The data that a page needs to attack: the addresses, and the targets. */
export interface Prey {
  /** The origins by which the gateway is attacked; '' is the page's own. */
  readonly origins: readonly string[];
  readonly bucket: string;
  readonly key: string;
  readonly secret: string;
  readonly topic: string;
  readonly queue: string;
  readonly application: string;
}

/**
 * The server of an attacker: it serves the page, receives its reports, and passes everything else on to the gateway
 * unchanged. The gateway gets the same requests when a name of the attacker resolves to it ("DNS rebinding").
 */
export class Attacker {
  readonly report: Promise<Tried>;

  private constructor(
    private readonly server: Server,
    report: Promise<Tried>,
  ) {
    this.report = report;
  }

  static async against(gatewayPort: number, prey: Prey): Promise<Attacker> {
    let heard: (tried: Tried) => void;
    const report = new Promise<Tried>((resolve) => (heard = resolve));
    const server = createServer((incoming, outgoing) => {
      if (incoming.url === '/attack') {
        outgoing.writeHead(200, { 'content-type': 'text/html', 'referrer-policy': 'no-referrer' });
        outgoing.end(readFileSync(join(__dirname, 'attack.html')));
      } else if (incoming.url === '/prey') {
        outgoing.end(JSON.stringify(prey));
      } else if (incoming.url === '/report') {
        void json(incoming).then((tried) => (outgoing.end(), heard(tried as Tried)));
      } else {
        const { method, url: path, rawHeaders: headers } = incoming;
        const to = { host: LOOPBACK, port: gatewayPort, method, path, headers, setHost: false };
        const upstream = request(to, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(outgoing);
        });
        upstream.on('error', () => outgoing.destroy());
        incoming.pipe(upstream);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
    return new Attacker(server, report);
  }

  get address(): string {
    return `${LOOPBACK}:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
