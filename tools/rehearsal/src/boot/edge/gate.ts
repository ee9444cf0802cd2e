import { createServer, type Server } from 'node:https';
import { connect, createServer as createPlainServer, type Server as PlainServer } from 'node:net';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { SIGNED_HOST } from '@malinshopper/local-aws/virtual-host';
import { destinationOf } from './host';
import { AWS_ADDRESS } from './protocol';

export interface GateOptions {
  readonly certificate: string;
  readonly key: string;
  /** The unix socket that leads to the embedded AWS. */
  readonly relay: string;
}

/** Ends TLS for all names of AWS, as AWS's own servers do, and passes every request on to the embedded AWS. */
export function openGate({ certificate, key, relay }: GateOptions): Promise<Server> {
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => pass(incoming, outgoing, relay));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, AWS_ADDRESS, () => resolve(server));
  });
}

/** Passes connections to the database server on, with any name of RDS: the server ends TLS itself. */
export function openDatabaseGate(path: string): Promise<PlainServer> {
  const server = createPlainServer((incoming) => {
    const outgoing = connect(path);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(3306, AWS_ADDRESS, () => resolve(server));
  });
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, relay: string): void {
  const { target } = destinationOf(incoming.headers.host ?? '', incoming.url ?? '/');
  // The embedded AWS finds the bucket in the path; with this host name it would look for it in front of its own.
  const headers = { ...incoming.headers, host: 'localhost', [SIGNED_HOST]: incoming.headers.host ?? '' };
  const upstream = request({ socketPath: relay, method: incoming.method, path: target, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  upstream.on('error', (error) => {
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end(`the embedded AWS cannot be reached: ${error.message}`);
  });
  incoming.on('aborted', () => upstream.destroy());
  incoming.pipe(upstream);
}
