import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/**
 * The one way out of the machines' network namespaces: a unix socket that leads to the embedded AWS on this machine's loopback,
 * and nowhere else. (A unix socket is found by its path, not through the network.)
 */
export function openRelay(path: string, port: number, host: string): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((incoming) => {
    const outgoing = connect(port, host);
    incoming.pipe(outgoing).pipe(incoming);
    // One end that goes away takes the other along.
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}
