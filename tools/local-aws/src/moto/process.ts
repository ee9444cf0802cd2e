import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface MotoProcess {
  readonly port: number;
  readonly version: string;
  /** Ends moto; it also ends by itself when the gateway's process is gone. */
  stop(): void;
}

const LAUNCHER = join(__dirname, 'launcher.py');

/** Starts moto's server on a free port of the loopback. `onEnd` hears of its end, unless `stop` asked for it. */
export function startMoto(python: string, onEnd: (how: string) => void): Promise<MotoProcess> {
  const child = spawn(python, [LAUNCHER], { env: motoEnvironment(process.env), stdio: ['pipe', 'pipe', 'inherit'] });
  let stopping = false;
  child.on('exit', (code, signal) => stopping || onEnd(signal ?? `exit code ${code}`));
  const stop = () => {
    stopping = true;
    child.stdin.end();
    child.kill('SIGKILL');
  };
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`moto could not be started with ${python}: ${error.message}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = announced(line, child);
      if (said) resolve({ ...said, stop });
    });
  });
}

/**
 * What moto sees of the environment. No proxy and no AWS setting: nothing of a rehearsal leaves the machine. Managed IAM
 * policies are loaded because roles attach them; certificates validate at once instead of after a minute.
 */
export function motoEnvironment(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'SYSTEMROOT'];
  const kept = Object.fromEntries(passed.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  return { ...kept, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', MOTO_ACM_VALIDATION_WAIT: '0', PYTHONUNBUFFERED: '1' };
}

function announced(line: string, child: ChildProcess): { port: number; version: string } | undefined {
  if (!line.startsWith('{"port"')) {
    // Anything else moto prints belongs in the log of the process that owns it.
    process.stdout.write(`moto ${child.pid}: ${line}\n`);
    return undefined;
  }
  return JSON.parse(line) as { port: number; version: string };
}
