'use strict';
/*
 * Runs a function, in a process of its own: node runtime.cjs <folder of the code> <handler> <host:port of the database
 * server> <its socket> <plain
 * tls>. It emulates the function's network: only two addresses can be reached, the gateway and that server. TLS to the
 * latter is left out for the embedded one; the boot rehearsal has a real one.
 */
const { existsSync } = require('node:fs');
const net = require('node:net');
const { join } = require('node:path');
const tls = require('node:tls');

const [folder, handler, database, socketPath, speaks] = process.argv.slice(2);
const gateway = new URL(process.env.AWS_ENDPOINT_URL).host;
const toDatabase = Symbol('to the database server');

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [options, then] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  const address = `${options.host ?? 'localhost'}:${options.port}`;
  if (address === gateway) return connect.apply(this, args);
  if (address === database) {
    this[toDatabase] = true;
    return connect.call(this, { path: socketPath }, then);
  }
  const refused = new Error(
    `The embedded AWS connects a function to ${gateway} (AWS) and to ${database} (its database server), and not to ${options.path ?? address}`,
  );
  process.nextTick(() => this.destroy(refused));
  return this;
};

const secure = tls.connect;
tls.connect = (...args) => {
  const socket = args[0]?.socket;
  if (!socket?.[toDatabase] || speaks === 'tls') return secure(...args);
  process.nextTick(() => socket.emit('secureConnect'));
  return socket;
};

/** An error of a function in Lambda's format (Lambda developer guide, "Node.js function errors in Lambda"). */
const failure = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? '').split('\n'),
});

const answer = (said) => process.send(said, () => process.disconnect());

process.once('message', async (event) => {
  try {
    const [file, name] = [handler.slice(0, handler.lastIndexOf('.')), handler.slice(handler.lastIndexOf('.') + 1)];
    const path = ['.js', '.cjs'].map((end) => join(folder, file + end)).find((each) => existsSync(each));
    if (!path) throw Object.assign(new Error(`Cannot find module '${file}'`), { name: 'Runtime.ImportModuleError' });
    const run = require(path)[name];
    if (typeof run !== 'function') {
      throw Object.assign(new Error(`${handler} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
    }
    answer({ result: (await run(event, {})) ?? null });
  } catch (error) {
    answer({ failure: failure(error) });
  }
});
