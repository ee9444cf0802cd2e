import { createSocket, type Socket } from 'node:dgram';

const HEADER = 12;
const TYPE_A = 1;
const NO_SUCH_NAME = 3;

/** The one question of a DNS query (RFC 1035, section 4.1): its name, its type, and its end. */
interface Question {
  readonly name: string;
  readonly type: number;
  readonly end: number;
}

function questionIn(query: Buffer): Question {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/**
 * The answer to a DNS query: an address for the names that have one, "no such name" for all others. There is no IPv6.
 * @param addressOf returns the address of a name. `undefined`: there is no such name
 */
export function dnsAnswer(query: Buffer, addressOf: (name: string) => string | undefined): Buffer {
  const { name, type, end } = questionIn(query);
  const address = addressOf(name);
  const answers = address !== undefined && type === TYPE_A ? [record(address)] : [];
  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  // The flags of the answer: authoritative, recursion available (RFC 1035, section 4.1.1).
  header.writeUInt16BE(0x8580 | (address === undefined ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, query.subarray(HEADER, end), ...answers]);
}

/** An A record for the name of the question, valid for ten seconds. */
function record(address: string): Buffer {
  const fixed = Buffer.from([0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 10, 0, 4]);
  return Buffer.concat([fixed, Buffer.from(address.split('.').map(Number))]);
}

/** Answers DNS queries on an address. */
export function resolver(at: string, addressOf: (name: string) => string | undefined): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    // A sender of anything but a query gets no answer, as from any name server.
    try {
      socket.send(dnsAnswer(query, addressOf), port, address);
    } catch {
      return;
    }
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, at, () => resolve(socket));
  });
}
