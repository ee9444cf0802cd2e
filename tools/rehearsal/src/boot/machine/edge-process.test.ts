import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { FromEdge, ToEdge } from '../edge/protocol';
import { Edge } from './edge-process';

jest.mock('node:child_process', () => ({ ...jest.requireActual<object>('node:child_process'), spawn: jest.fn() }));

/** An edge with a process that acts as soon as it has to begin. */
function start(onBegin: (process: EventEmitter, stderr: EventEmitter) => void): Promise<Edge> {
  const stderr = new EventEmitter();
  const process = Object.assign(new EventEmitter(), {
    stderr,
    send: ({ kind }: ToEdge) => kind === 'begin' && setImmediate(() => onBegin(process, stderr)),
  });
  jest.mocked(spawn).mockReturnValue(process as never);
  return Edge.start({ database: '/none', relay: '', certificate: '', key: '', userData: '' }, {});
}

const tell = (process: EventEmitter, message: FromEdge) => process.emit('message', message);

test("an edge has started when its process reports it, and keeps the names that are not AWS's", async () => {
  const edge = await start((process) => {
    tell(process, { kind: 'unknown-name', name: 'example.com' });
    tell(process, { kind: 'ready' });
  });
  expect([...edge.unknownNames]).toEqual(['example.com']);
});

test('throws when an edge could not begin, with its reason', async () => {
  await expect(start((process) => tell(process, { kind: 'failed', why: 'no port' }))).rejects.toThrow(
    'The network edge of a rehearsed machine could not start: no port',
  );
});

test('throws when an edge ends before it has begun, with its output', async () => {
  const started = start((process, stderr) => {
    stderr.emit('data', Buffer.from('no namespace'));
    process.emit('exit', 1);
  });
  await expect(started).rejects.toThrow('The network edge of a rehearsed machine ended with 1: no namespace');
});

test('throws when the program of an edge cannot be started, with the reason', async () => {
  const started = start((process) => process.emit('error', new Error('spawn unshare ENOENT')));
  await expect(started).rejects.toThrow(
    'The network edge of a rehearsed machine cannot be started: spawn unshare ENOENT',
  );
});
