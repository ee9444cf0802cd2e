import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Reply } from './call';
import { boundConnections, PATIENCE } from './connections';
import { ANSWER_HEADERS, refusedEntry } from './door';
import { send } from './moto';

/** A server that accepts the requests that the door admits, and that survives a failing request. */
export function admitting(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>,
  log: (line: string) => void,
  patience = PATIENCE,
): Server {
  const options = { connectionsCheckingInterval: patience.idleMs };
  const server = createServer(options, (request, response) => {
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    const refused = refusedEntry(arrival(request));
    if (refused !== undefined) {
      log(`refused: ${refused}`);
      send(response, notAdmitted(refused));
      return;
    }
    request.on('timeout', () => {
      log(`broken off: ${request.method} ${request.url}: its client has stalled`);
      if (!response.headersSent) send(response, stalled());
      response.once('finish', () => request.destroy());
    });
    handle(request, response).catch((error: unknown) => {
      if (response.destroyed || request.destroyed) return log(`broken off: ${request.method} ${request.url}`);
      log(`failed: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) return response.destroy();
      const failure = new AwsFailure('EmbeddedAwsFailure', String(error));
      send(response, { ...failureReply('query', failure), headers: LAST });
    });
  });
  // A client that uses the gateway as its proxy (HTTPS_PROXY) reaches nothing: no request of a rehearsal leaves the
  // machine.
  server.on('connect', (request, socket) => {
    // No other code listens on a socket after the handover, and an error without a listener ends the process.
    socket.on('error', () => socket.destroy());
    log(`refused: ${refusedEntry(arrival(request))}`);
    socket.end('HTTP/1.1 403 The embedded AWS does not connect to the outside\r\nConnection: close\r\n\r\n');
  });
  boundConnections(server, patience, log);
  return server;
}

const arrival = ({ method = '', url: target = '', rawHeaders, socket }: IncomingMessage) => ({
  method,
  target,
  rawHeaders,
  port: socket.localPort ?? 0,
});

/** The body of the request is not read, so that its connection cannot be used again. */
const LAST = { 'content-type': 'text/plain', connection: 'close' };

/** S3 API reference, "Error responses": RequestTimeout. */
function stalled(): Reply {
  const message =
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.';
  return { ...failureReply('s3', new AwsFailure('RequestTimeout', message)), headers: LAST };
}

function notAdmitted(why: string): Reply {
  const body = `The embedded AWS refuses this request: ${why}. See "Clients" in tools/local-aws/README.md.\n`;
  return { status: 403, headers: LAST, body };
}
