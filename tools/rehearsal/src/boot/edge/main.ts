/**
 * The surroundings of an instance on AWS, as one process in the network namespace of a rehearsed machine: the metadata
 * service, the name server, and AWS's endpoints with TLS. It ends with the rehearsal that started it.
 */
import { createServer, type Server } from 'node:http';
import { openDatabaseGate, openGate } from './gate';
import { MetadataService, type Metadata } from './metadata';
import {
  AWS_ADDRESS,
  INSTANCE_ADDRESS,
  INSTANCE_HOST,
  METADATA_ADDRESS,
  RESOLVER_ADDRESS,
  type FromEdge,
  type ToEdge,
} from './protocol';
import { resolver } from './resolver';

let metadata: Metadata = {};
let userData: Metadata = {};

const tell = (message: FromEdge) => process.send?.(message);
const isOfAws = (name: string) => name === 'amazonaws.com' || name.endsWith('.amazonaws.com');

function metadataServer(): Promise<Server> {
  const service = new MetadataService(() => ({ ...metadata, ...userData }));
  const server = createServer(({ method = 'GET', url = '/', headers }, response) => {
    const { status, headers: answered, body } = service.answer({ method, path: url, headers });
    response.writeHead(status, { ...answered, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(80, METADATA_ADDRESS, () => resolve(server));
  });
}

function addressOf(name: string): string | undefined {
  if (isOfAws(name)) return AWS_ADDRESS;
  if (name === INSTANCE_HOST || name.startsWith(`${INSTANCE_HOST}.`)) return INSTANCE_ADDRESS;
  tell({ kind: 'unknown-name', name });
  return undefined;
}

async function begin(world: Extract<ToEdge, { kind: 'begin' }>): Promise<void> {
  userData = { 'user-data': Buffer.from(world.userData, 'base64') };
  await Promise.all([
    metadataServer(),
    openGate(world),
    openDatabaseGate(world.database),
    resolver(RESOLVER_ADDRESS, addressOf),
  ]);
  tell({ kind: 'ready' });
}

process.on('message', (message: ToEdge) => {
  if (message.kind === 'metadata') metadata = message.metadata;
  else begin(message).catch((error: Error) => tell({ kind: 'failed', why: error.message }));
});
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C is for the rehearsal, which ends the machines first.
process.on('SIGINT', () => undefined);
