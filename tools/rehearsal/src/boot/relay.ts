import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/**
 * The only connection out of the machines' network namespaces: a unix socket that leads to the embedded AWS on this
 * machine's loopback, and nowhere else. (A unix socket is found by its path, not through the network.)
 */
export function openRelay(path: string, port: number, host: string): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((incoming) => {
    const outgoing = connect(port, host);
    incoming.pipe(outgoing).pipe(incoming);
    // If one end closes, the other one is closed too.
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}
