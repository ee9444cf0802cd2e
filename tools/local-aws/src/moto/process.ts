import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { grantedTo, grantsOf } from '../gateway/granted';
import { motoBackends } from '../gateway/open-services';
import { oneLine } from '../one-line';

export interface MotoProcess {
  /** The path of the Unix socket on which moto listens, in a folder of its own that only the user can enter. */
  readonly socket: string;
  readonly version: string;
  /** The version of Python, on which the format of its state depends: `3.11`. */
  readonly python: string;
  /** Writes all of moto's state into a new file, while moto answers no call. */
  save(file: string): Promise<void>;
  /** Ends moto; it also ends by itself when the gateway's process has ended. */
  stop(): void;
}

const LAUNCHER = join(__dirname, 'launcher.py');

/** moto's reports, as lines of JSON: its address, and the result of writing a file. */
type Said = Pick<MotoProcess, 'socket' | 'version' | 'python'> | { readonly saved: boolean; readonly because?: string };

/**
 * Starts moto's server on a new Unix socket.
 * @param onEnd called at its end, unless `stop` caused it
 * @param state a file that `save` has written. @default - undefined: an empty moto
 */
export function startMoto(python: string, onEnd: (how: string) => void, state?: string): Promise<MotoProcess> {
  const args = state === undefined ? [LAUNCHER] : [LAUNCHER, state];
  // mkdtemp makes folders that only the user can enter. The path of a socket has at most 103 characters, so it is not
  // in the work folder.
  const socket = join(mkdtempSync(join(tmpdir(), 'embedded-aws-')), 'moto');
  const env = motoEnvironment(process.env, socket);
  const child = spawn(python, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const clear = () => rmSync(dirname(socket), { recursive: true, force: true });
  let stopping = false;
  const waiting: ((said: Extract<Said, { saved: boolean }>) => void)[] = [];
  const save = async (file: string) => {
    const answered = new Promise<Extract<Said, { saved: boolean }>>((resolve) => waiting.push(resolve));
    child.stdin.write(`${JSON.stringify({ save: file })}\n`);
    const { saved, because } = await answered;
    if (!saved) throw new Error(because ?? 'moto has ended');
  };
  child.on('exit', (code, signal) => {
    clear();
    for (const hear of waiting.splice(0)) hear({ saved: false });
    if (!stopping) onEnd(signal ?? `exit code ${code}`);
  });
  const stop = () => {
    stopping = true;
    child.stdin.end();
    child.kill('SIGKILL');
    clear();
  };
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      clear();
      reject(new Error(`moto could not be started with ${python}: ${error.message}`));
    });
    // A trace can contain values of a request.
    createInterface({ input: child.stderr }).on('line', (line) => passOn(line, child));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = announced(line, child);
      if (said && 'saved' in said) waiting.shift()?.(said);
      else if (said) resolve({ ...said, save, stop });
    });
  });
}

/**
 * moto's environment. No proxy and no AWS setting: nothing of a rehearsal leaves the machine. Managed IAM policies are
 * loaded because roles attach them; certificates validate at once instead of after a minute. Sets have the same order
 * in each process, because moto answers some lists in their order.
 */
export function motoEnvironment(from: NodeJS.ProcessEnv, socket: string): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'SYSTEMROOT'];
  const kept = Object.fromEntries(passed.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  return {
    ...kept,
    MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
    MOTO_ACM_VALIDATION_WAIT: '0',
    MOTO_DISABLE_GLOBAL_CORS: 'true',
    PYTHONUNBUFFERED: '1',
    PYTHONHASHSEED: '0',
    EMBEDDED_AWS_SOCKET: socket,
    EMBEDDED_AWS_BACKENDS: motoBackends().join(','),
    EMBEDDED_AWS_VCPUS: JSON.stringify(vcpusOf(from)),
  };
}

/**
 * The vCPUs that accounts may run, on demand and on spot: the accounts with a granted quota, and `default` for any
 * other one.
 */
const vcpusOf = (from: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    [...Object.keys(grantsOf(from)), 'default'].map((account) => [
      account,
      {
        onDemandVcpus: grantedTo(account, 'onDemandVcpus', from),
        spotVcpus: grantedTo(account, 'spotVcpus', from),
      },
    ]),
  );

function announced(line: string, child: ChildProcess): Said | undefined {
  if (!/^\{"(socket|saved)"/.test(line)) {
    passOn(line, child);
    return undefined;
  }
  return JSON.parse(line) as Said;
}

/** Prints moto's output in the log of the process that has started moto. */
function passOn(line: string, child: ChildProcess): void {
  process.stdout.write(`moto ${child.pid}: ${oneLine(line)}\n`);
}
