import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { motoEnvironment } from '../moto/process';

const SERVER = join(__dirname, 'python-server.py');
const MODULES = join(__dirname, '..', 'moto');

let server: { readonly child: ChildProcess; readonly folder: string } | undefined;
afterAll(() => {
  server?.child.kill();
  if (server) rmSync(server.folder, { recursive: true });
  server = undefined;
});

/** The Python of this test file, which has loaded moto. */
function started() {
  if (server) return server;
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  const env = motoEnvironment(process.env, '');
  server = {
    folder,
    child: spawn('python3', [SERVER, folder, MODULES], { env, stdio: ['pipe', 'inherit', 'inherit'] }),
  };
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; !existsSync(join(folder, 'asked')); tries += 1) {
    if (tries > 6_000) throw new Error('Python has not loaded moto in a minute: see its output above.');
    Atomics.wait(pause, 0, 0, 10);
  }
  return server;
}

/**
 * Runs Python that can import the modules in `src/moto`, in a process of its own.
 * @returns the JSON that it prints
 * @throws Error with Python's output, if it fails
 */
export function inPython<T>(program: string, ...args: readonly string[]): T {
  const { folder } = started();
  // Two pipes: a write waits until Python reads, and a read until it has answered.
  writeFileSync(join(folder, 'asked'), JSON.stringify({ program, args }));
  const { status, stdout, stderr } = JSON.parse(readFileSync(join(folder, 'said'), 'utf8')) as {
    readonly status: number;
    readonly stdout: string;
    readonly stderr: string;
  };
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}
