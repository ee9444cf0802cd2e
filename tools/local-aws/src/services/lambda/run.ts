import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EmbeddedCredentials } from '../../credentials';
import { embeddedEndpoint } from '../../address';
import type { Json } from '../../protocols/json';

const RUNTIME = join(__dirname, 'runtime.cjs');
/** The AWS SDK, which is part of the runtimes of Lambda. */
const LIBRARIES = realpathSync(join(__dirname, '..', '..', '..', '..', '..', 'node_modules'));

export interface FunctionRun {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly region: string;
  /** A session of the function's role. */
  readonly credentials: EmbeddedCredentials;
  readonly event: Json;
  /** The one server besides AWS that it reaches. */
  readonly database: {
    readonly address: string;
    readonly serve: (socket: Socket) => Promise<void>;
    /** True if the server uses TLS. @default false - the socket leads to the embedded one, which does not */
    readonly tls?: boolean;
  };
}

/** The result of a function, or the error that it has thrown. */
export type FunctionEnd = { readonly result: Json } | { readonly failure: Json };

/**
 * Runs the code of a function as Lambda does, once, in a process that can read its own files and the SDK's, starts no
 * other process, and reaches only the gateway and a database server. Its calls of AWS are authorized by its role. There
 * is no fence as around hooks (ADR 15): a function is code of this repository, as the code that synthesizes it is, and
 * has to run on every machine on which that code runs.
 */
export async function runFunction(run: FunctionRun): Promise<FunctionEnd> {
  // Its sockets have a path of at most 103 characters: not below the work folder.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'embedded-lambda-'));
  const task = join(folder, 'task');
  mkdirSync(task);
  for (const [name, content] of run.files) writeFileSync(join(task, basename(name)), content);
  const socketPath = join(folder, 'database');
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    run.database.serve(socket).catch(() => socket.destroy());
  });
  try {
    await new Promise<void>((listening) => server.listen(socketPath, listening));
    return await inProcess(run, [
      task,
      run.handler,
      run.database.address,
      socketPath,
      run.database.tls ? 'tls' : 'plain',
    ]);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function inProcess(run: FunctionRun, args: readonly string[]): Promise<FunctionEnd> {
  const { accessKeyId, secretAccessKey, sessionToken } = run.credentials;
  const child = spawn(process.execPath, [...permissions(args[0]!), RUNTIME, ...args], {
    env: {
      ...run.variables,
      NODE_PATH: LIBRARIES,
      AWS_REGION: run.region,
      AWS_ENDPOINT_URL: embeddedEndpoint(),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
    cwd: args[0],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  return new Promise((resolve) => {
    const end = (how: FunctionEnd) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(how);
    };
    const failed = (errorType: string, errorMessage: string) => end({ failure: { errorType, errorMessage } });
    const timer = setTimeout(
      () => failed('Sandbox.Timedout', `Task timed out after ${(run.timeoutMs / 1000).toFixed(2)} seconds`),
      run.timeoutMs,
    );
    child.once('error', (error) => failed('Runtime.ExitError', error.message));
    child.once('message', (message) => end(message as FunctionEnd));
    child.once('exit', (code) => failed('Runtime.ExitError', `Runtime exited with ${code}: ${said.trim()}`));
    child.send(run.event as object);
  });
}

/**
 * Node's permission model, by its name in this version of Node: folders to read are named, and nothing else is allowed.
 */
function permissions(task: string): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const flag = known.has('--permission') ? '--permission' : '--experimental-permission';
  const readable = [task, __dirname, LIBRARIES].map((folder) => `--allow-fs-read=${folder}/*`);
  // Newer versions restrict the network too, of which `runtime.cjs` leaves two addresses.
  return [flag, '--no-warnings', ...readable, ...(known.has('--allow-net') ? ['--allow-net'] : [])];
}
