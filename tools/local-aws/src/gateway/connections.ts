import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The time that a client may keep the gateway waiting, and the number of clients that may do so at one time. */
export interface Patience {
  /** The time in which a client has to send or to read something, in milliseconds. */
  readonly idleMs: number;
  /** Connections at one time. */
  readonly connections: number;
}

/**
 * S3 closes a connection that is idle (API reference, "Error responses": RequestTimeout). Clients of a whole rehearsal
 * have some 60 connections; a process can have 1,024 open files by the usual limit.
 */
export const PATIENCE: Patience = { idleMs: 30_000, connections: 400 };

/**
 * Limits the connections that clients hold by sending or reading slowly. Above the limit, the gateway closes the
 * connection that has waited longest for the end of a request or for a new request. Therefore the newest client is
 * always served.
 */
export function boundConnections(server: Server, { idleMs, connections }: Patience, log: (line: string) => void): void {
  const all = new Set<Socket>();
  /** In order of waiting time, the longest first. */
  const arriving = new Set<Socket>();
  server.on('connection', (socket) => {
    all.add(socket);
    arriving.add(socket);
    socket.once('close', () => {
      all.delete(socket);
      arriving.delete(socket);
    });
    if (all.size <= connections) return;
    const [longest] = arriving;
    log(
      `refused: more than ${connections} connections; closed the one that has gone longest without a complete request`,
    );
    longest?.destroy();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const { req: request } = response;
    request.once('end', () => arriving.delete(socket));
    response.once('close', () => all.has(socket) && arriving.add(socket));
    response.on('timeout', () => {
      if (!request.complete) return;
      // moto may take as long as it needs. A client that stops reading the response is cut off after `idleMs`.
      if (!response.headersSent) return void socket.setTimeout(idleMs);
      log(`broken off: ${request.method} ${request.url}: its client does not read the answer`);
      socket.destroy();
    });
  });
  // Closes a connection that is idle, unless a listener of its request or of its answer handles it.
  server.timeout = idleMs;
  server.headersTimeout = idleMs;
  server.requestTimeout = 10 * idleMs;
  // Terraform keeps connections open between its steps; closing one early would cost a retry.
  server.keepAliveTimeout = 2 * idleMs;
}
