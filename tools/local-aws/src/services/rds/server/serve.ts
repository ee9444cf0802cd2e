import type { Socket } from 'node:net';
import { execute, MySqlError, type Catalogue } from './catalogue';

/** True if a user may log in with a password. */
export type Login = (user: string, password: string) => Promise<boolean>;

// CLIENT_LONG_PASSWORD, _PROTOCOL_41, _SSL, _TRANSACTIONS, _SECURE_CONNECTION, _PLUGIN_AUTH.
const CAPABILITIES = 0x1 | 0x200 | 0x800 | 0x2000 | 0x8000 | 0x80000;
const PLUGIN = 'mysql_clear_password';

/**
 * A connection to a database server of the embedded AWS: MySQL's protocol (MySQL source documentation, "Client/Server
 * Protocol"). It supports a login, and statements without a result. It offers TLS, but the following bytes are plain text:
 * a connection never leaves the machine, and the runtime of a function (`lambda/runtime.cjs`) emulates the handshake.
 */
export async function serveMySql(socket: Socket, catalogue: Catalogue, login: Login): Promise<void> {
  const packets = packetsOf(socket);
  const write = (sequence: number, payload: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUIntLE(payload.length, 0, 3);
    head[3] = sequence;
    socket.write(Buffer.concat([head, payload]));
  };
  const refuse = (sequence: number, { code, message }: MySqlError) => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(code);
    write(sequence, Buffer.concat([Buffer.of(0xff), number, Buffer.from(`#HY000${message}`)]));
  };
  const accept = (sequence: number) => write(sequence, Buffer.of(0, 0, 0, 2, 0, 0, 0));

  write(0, greeting());
  // The client requests TLS with its settings, then repeats them, with its user.
  await packets.next();
  const { value: hello } = await packets.next();
  if (!hello) return;
  const end = hello.indexOf(0, 32);
  const user = hello.toString('utf8', 32, end);
  const password = hello.toString('utf8', end + 2, end + 1 + (hello[end + 1] ?? 0));
  if (!(await login(user, password))) {
    refuse(3, new MySqlError(1045, `Access denied for user '${user}'@'localhost' (using password: YES)`));
    socket.end();
    return;
  }
  accept(3);
  for await (const command of packets) {
    // COM_QUERY; with anything else, such as COM_QUIT, the connection ends.
    if (command[0] !== 0x03) break;
    try {
      execute(catalogue, command.toString('utf8', 1));
      accept(1);
    } catch (error) {
      if (!(error instanceof MySqlError)) throw error;
      refuse(1, error);
    }
  }
  socket.end();
}

/** Protocol 10, as MySQL 8.4 greets; with this plugin a client authenticates by sending its password. */
function greeting(): Buffer {
  const facts = Buffer.alloc(31);
  // Behind the number of the connection and the first 8 bytes of a nonce, which this plugin does not use.
  facts.writeUInt16LE(CAPABILITIES & 0xffff, 13);
  facts[15] = 45;
  facts.writeUInt16LE(2, 16);
  facts.writeUInt16LE(CAPABILITIES >>> 16, 18);
  facts[20] = 21;
  return Buffer.concat([Buffer.from('\n8.4.0-embedded\0'), facts, Buffer.alloc(13), Buffer.from(`${PLUGIN}\0`)]);
}

async function* packetsOf(socket: Socket): AsyncGenerator<Buffer, undefined> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    while (received.length >= 4 && received.length >= received.readUIntLE(0, 3) + 4) {
      const end = received.readUIntLE(0, 3) + 4;
      yield received.subarray(4, end);
      received = received.subarray(end);
    }
  }
  return undefined;
}
