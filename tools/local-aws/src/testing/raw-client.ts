import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A connection to a gateway on which a test writes bytes that no client of HTTP would. */
export async function rawConnection(endpoint: string): Promise<Socket> {
  const { hostname, port } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** The answer to a request that is written as it is; its last header has to be followed by `Connection: close`. */
export async function rawAnswer(endpoint: string, request: string): Promise<string> {
  const socket = await rawConnection(endpoint);
  socket.write(request);
  return text(socket);
}
