'use strict';
/*
 * The part of MySQL's client protocol that one login and statements without a result need (MySQL source documentation,
 * "Client/Server Protocol"). The runtimes of Lambda have no client, and a library would be a thousand times the size of
 * this code.
 */
const { createHash } = require('node:crypto');
const { once } = require('node:events');
const net = require('node:net');
const tls = require('node:tls');

// CLIENT_LONG_PASSWORD, _PROTOCOL_41, _SSL, _TRANSACTIONS, _SECURE_CONNECTION, _PLUGIN_AUTH.
const wanted = 0x1 | 0x200 | 0x800 | 0x2000 | 0x8000 | 0x80000;
const withTls = 0x800;
const utf8mb4 = 45;
const limitMs = 10_000;

/** The packets of a connection, in both directions. */
class Packets {
  constructor(socket, what) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    this.hear = (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake?.();
    };
    this.end = (error) => {
      this.broken ??= new Error(`${what} has ended the connection${error?.message ? `: ${error.message}` : ''}`);
      this.wake?.();
    };
    socket.on('data', this.hear).on('error', this.end).on('close', this.end);
  }

  /** Hands the socket over to its next reader. */
  leave() {
    this.socket.off('data', this.hear).off('error', this.end).off('close', this.end);
  }

  async next() {
    for (;;) {
      const length = this.received.length < 4 ? Infinity : this.received.readUIntLE(0, 3) + 4;
      if (this.received.length >= length) {
        const packet = this.received.subarray(0, length);
        this.received = this.received.subarray(length);
        return { sequence: packet[3], payload: packet.subarray(4) };
      }
      if (this.broken) throw this.broken;
      await new Promise((resolve) => (this.wake = resolve));
    }
  }

  write(sequence, payload) {
    const head = Buffer.alloc(4);
    head.writeUIntLE(payload.length, 0, 3);
    head[3] = sequence;
    this.socket.write(Buffer.concat([head, payload]));
  }
}

const text = (value) => Buffer.from(`${value}\0`);
const digest = (kind, ...parts) => createHash(kind).update(Buffer.concat(parts)).digest();
const mixed = (one, other) => one.map((byte, index) => byte ^ other[index]);

/** The proof of the password for a server, by the plugin that the server requests. All of it goes through TLS. */
function proof(plugin, password, nonce) {
  const secret = Buffer.from(password);
  if (plugin === 'mysql_clear_password') return text(password);
  if (plugin === 'caching_sha2_password') {
    const once = digest('sha256', secret);
    return mixed(once, digest('sha256', digest('sha256', once), nonce));
  }
  if (plugin === 'mysql_native_password') {
    const once = digest('sha1', secret);
    return mixed(once, digest('sha1', nonce, digest('sha1', once)));
  }
  throw new Error(`The database server asks for the plugin ${plugin}, which this job does not know`);
}

function readGreeting(payload) {
  if (payload[0] === 0xff) throw fault(payload, 'a connection');
  const version = payload.indexOf(0, 1);
  const at = version + 5;
  const after = at + 9;
  const capabilities = payload.readUInt16LE(after) | (payload.readUInt16LE(after + 5) << 16);
  const second = after + 18;
  // 20 bytes in two parts, with a zero at the end.
  const nonce = Buffer.concat([payload.subarray(at, at + 8), payload.subarray(second, second + 12)]);
  return { capabilities, nonce, plugin: payload.toString('latin1', second + 13, payload.indexOf(0, second + 13)) };
}

function fault(payload, what) {
  return new Error(`The database server refuses ${what}: ${payload.readUInt16LE(1)} ${payload.toString('utf8', 9)}`);
}

async function logIn(packets, greeting, user, password) {
  let { plugin, nonce } = greeting;
  const answer = proof(plugin, password, nonce);
  packets.write(2, Buffer.concat([greeting.settings, text(user), Buffer.of(answer.length), answer, text(plugin)]));
  for (;;) {
    const { sequence, payload } = await packets.next();
    if (payload[0] === 0x00) return;
    if (payload[0] === 0xff) throw fault(payload, `the user ${user}`);
    if (payload[0] === 0xfe) {
      const end = payload.indexOf(0);
      plugin = payload.toString('latin1', 1, end);
      nonce = payload.subarray(end + 1, end + 21);
      packets.write(sequence + 1, proof(plugin, password, nonce));
    } else if (payload[1] === 0x04) {
      // caching_sha2_password has no cache entry for the user yet: send the password itself, through TLS.
      packets.write(sequence + 1, text(password));
    }
  }
}

/** Opens a connection with TLS, verifies the server's certificate, and logs in. */
exports.connect = async ({ host, port, user, password }) => {
  const what = `The database server ${host}`;
  const raw = net.connect({ host, port: Number(port) });
  raw.setTimeout(limitMs, () => raw.destroy(new Error(`it has not answered for ${limitMs / 1000} seconds`)));
  try {
    const plain = new Packets(raw, what);
    const greeting = readGreeting((await plain.next()).payload);
    if (!(greeting.capabilities & withTls)) throw new Error(`${what} offers no TLS`);
    const settings = Buffer.alloc(32);
    settings.writeUInt32LE(wanted, 0);
    settings.writeUInt32LE(0xffffff, 4);
    settings[8] = utf8mb4;
    plain.write(1, settings);
    plain.leave();
    const socket = tls.connect({ socket: raw, servername: host });
    await once(socket, 'secureConnect');
    const packets = new Packets(socket, what);
    await logIn(packets, { ...greeting, settings }, user, password);
    return {
      /** Runs a statement without a result. */
      async run(statement) {
        packets.write(0, Buffer.concat([Buffer.of(0x03), Buffer.from(statement)]));
        const { payload } = await packets.next();
        // Without quoted texts: one could be a password.
        const shown = `"${statement.replace(/'[^']*'/g, "'...'")}"`;
        if (payload[0] === 0xff) throw fault(payload, shown);
        if (payload[0] !== 0x00) throw new Error(`${shown} has a result, which this job does not read`);
      },
      end: () => void socket.end(),
    };
  } catch (error) {
    raw.destroy();
    throw error;
  }
};
