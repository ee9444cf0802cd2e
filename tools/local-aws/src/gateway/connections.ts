import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may keep the gateway waiting, and how many may do so at one time. */
export interface Patience {
  /** In which a client has to send or to read something, ms. */
  readonly idleMs: number;
  /** Connections at one time. */
  readonly connections: number;
}

/**
 * S3 gives up a connection that is idle (API reference, "Error responses": RequestTimeout). Clients of a whole rehearsal have some 60 connections; a process
 * may have 1,024 files open by the usual limit.
 */
export const PATIENCE: Patience = { idleMs: 30_000, connections: 400 };

/**
 * Bounds what clients hold by sending or reading slowly. Beyond the bound the connection ends that has waited longest for the rest of a request, or for a new
 * one: the newest client is always served.
 */
export function boundConnections(server: Server, { idleMs, connections }: Patience, log: (line: string) => void): void {
  const all = new Set<Socket>();
  /** The one that has waited longest first. */
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
    log(`refused: more than ${connections} connections; ended the one that has sent nothing whole for longest`);
    longest?.destroy();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const { req: request } = response;
    request.once('end', () => arriving.delete(socket));
    response.once('close', () => all.has(socket) && arriving.add(socket));
    response.on('timeout', () => {
      if (!request.complete) return;
      // moto may take its time. A client that does not read its answer may not.
      if (!response.headersSent) return void socket.setTimeout(idleMs);
      log(`broken off: ${request.method} ${request.url}: its client does not read the answer`);
      socket.destroy();
    });
  });
  // Ends a connection that is idle, unless a listener of its request or of its answer does something else.
  server.timeout = idleMs;
  server.headersTimeout = idleMs;
  server.requestTimeout = 10 * idleMs;
  // Terraform keeps connections open between its steps; closing one under it would cost a retry.
  server.keepAliveTimeout = 2 * idleMs;
}
