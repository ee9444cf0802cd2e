import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { FromEdge, ToEdge } from '../edge/protocol';

type World = Omit<Extract<ToEdge, { kind: 'begin' }>, 'kind'>;

/**
 * The process that surrounds a machine with AWS. The network namespace is the process's: it has a loopback and the
 * addresses of the metadata service and the name server, no network card and no route, and is gone with its last
 * process.
 */
export class Edge {
  /** Queried names of the machine that are not AWS's. */
  readonly unknownNames = new Set<string>();

  private constructor(private readonly process: ChildProcess) {}

  static async start(world: World, metadata: Record<string, string>): Promise<Edge> {
    const program = join(__dirname, '../edge/main.ts');
    // Its own argument shows its owner in the list of processes.
    const node = [process.execPath, '--require', require.resolve('tsx/cjs'), program, String(process.pid)];
    const child = spawn('unshare', ['--net', 'sh', join(__dirname, 'namespace.sh'), ...node], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const edge = new Edge(child);
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromEdge) => {
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'failed')
          reject(new Error(`The network edge of a rehearsed machine could not start: ${message.why}`));
        else edge.unknownNames.add(message.name);
      });
      child.on('error', (cause) =>
        reject(new Error(`The network edge of a rehearsed machine cannot be started: ${cause.message}`)),
      );
      child.on('exit', (code) =>
        reject(new Error(`The network edge of a rehearsed machine ended with ${code}: ${said}`)),
      );
    });
    edge.know(metadata);
    child.send({ kind: 'begin', ...world } satisfies ToEdge);
    await ready;
    return edge;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Sets the metadata that the service answers from now on. */
  know(metadata: Record<string, string>): void {
    this.process.send({ kind: 'metadata', metadata } satisfies ToEdge);
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }
}
