import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { typescript } from '@malinshopper/synth';
import { identify } from '../processes';
import type { TerraformEvent } from '../progress/events';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { leftBehind } from '../adoption/left-behind';
import { isRunning, lastRun } from './record';
import { runSupervised, untilEnded } from './supervised';

const started = `{"type":"apply_start","hook":{"resource":{"addr":"a.a"},"action":"create"}}`;
const completed = `{"type":"apply_complete","hook":{"resource":{"addr":"a.a"},"action":"create","id_key":"id","id_value":"1"}}`;

/** Stands in for Terraform: begins one resource, ends it at a stop, and leaves a trace of its end. */
const stoppable = `
  trap 'echo '"'"'${completed}'"'"'; touch ended; exit 1' INT
  echo '${started}'
  touch begun
  while true; do sleep 0.05; done`;

const app = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script });
type FakeApp = ReturnType<typeof app>;

const options = (of: FakeApp, onEvent: (event: TerraformEvent) => void = () => undefined) => ({
  folder: of.folder,
  installation: of.context.installation,
  env: process.env,
  operation: 'apply' as const,
  args: ['apply'],
  onEvent,
  onInterrupt: () => undefined,
});

/** Resolves when the file exists. */
function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(dirname(file), () => {
      if (!existsSync(file)) return;
      watcher.close();
      resolve();
    });
    if (existsSync(file)) {
      watcher.close();
      resolve();
    }
  });
}

/** The run, once Terraform has begun and the supervisor has recorded it: its first actions may come earlier. */
async function begun({ folder }: FakeApp) {
  await appears(join(folder.path, 'begun'));
  let run = lastRun(folder);
  for (; !run?.terraform; run = lastRun(folder)) await new Promise((resolve) => setTimeout(resolve, 10));
  return { supervisor: run.supervisor.pid, terraform: run.terraform.pid };
}

/** A command in a process group of its own that deploys with that Terraform. */
function command(of: FakeApp) {
  const program = join(of.context.root, 'command.ts');
  const { folder, context } = of;
  writeFileSync(
    program,
    `import { runSupervised } from ${JSON.stringify(join(__dirname, 'supervised.ts'))};
     const given = ${JSON.stringify({ folder, installation: context.installation, operation: 'apply', args: [], lock: 'lock-1' })} as const;
     void runSupervised({ ...given, env: process.env, onEvent: () => undefined, onInterrupt: () => undefined });`,
  );
  return spawn(process.execPath, [...typescript, program], { detached: true, stdio: 'ignore' });
}

test('the events are reported while it runs, and the exit code is recorded', async () => {
  const events: string[] = [];
  const network = app(`echo '${started}'; echo '${completed}'; echo 'a warning' >&2; exit 0`);
  const result = await runSupervised(options(network, (event) => events.push(event.kind)));
  expect(result).toEqual({ exitCode: 0, interrupted: false, errors: 'a warning' });
  expect(events).toEqual(['started', 'completed']);
  expect(lastRun(network.folder)).toMatchObject({ exitCode: 0, operation: 'apply' });
  expect(leftBehind(network.folder)).toBeUndefined();
});

test('when the whole process group of the command is killed, Terraform carries its plan out to the end', async () => {
  const unlocks = `if [ "$1" = force-unlock ]; then echo "$@" > unlocked; exit 0; fi`;
  const network = app(`${unlocks}; touch begun; until [ -e go ]; do sleep 0.05; done; touch ended; exit 0`);
  const child = command(network);
  await appears(join(network.folder.path, 'begun'));
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await once(child, 'exit');
  const waits = jest.fn(() => writeFileSync(join(network.folder.path, 'go'), ''));
  await untilEnded(network.folder, waits);
  expect(waits).toHaveBeenCalled();
  expect(existsSync(join(network.folder.path, 'ended'))).toBe(true);
  expect(lastRun(network.folder)).toMatchObject({ exitCode: 0 });
  expect(leftBehind(network.folder)).toBeUndefined();
  // The command that has taken the lock cannot release it any more.
  expect(readFileSync(join(network.folder.path, 'unlocked'), 'utf8')).toBe('force-unlock -force lock-1\n');
});

test('when Terraform itself is killed, the next command can see it and what was in flight', async () => {
  const network = app(stoppable);
  const running = runSupervised(options(network));
  process.kill(-(await begun(network)).terraform, 'SIGKILL');
  expect((await running).exitCode).toBeUndefined();
  expect(leftBehind(network.folder)?.inFlight).toEqual([{ address: 'a.a', action: 'create' }]);
});

test('when the supervisor is killed, the command still waits for Terraform', async () => {
  const network = app(`touch begun; until [ -e go ]; do sleep 0.05; done; touch ended; exit 0`);
  const running = runSupervised(options(network));
  process.kill((await begun(network)).supervisor, 'SIGKILL');
  writeFileSync(join(network.folder.path, 'go'), '');
  expect((await running).exitCode).toBeUndefined();
  expect(existsSync(join(network.folder.path, 'ended'))).toBe(true);
});

test('processes that Terraform leaves behind are ended with it', async () => {
  const network = app(`sleep 1000 & echo $! > child; exit 0`);
  await runSupervised(options(network));
  const run = lastRun(network.folder);
  expect(run && isRunning(run)).toBe(false);
  const left = Number(readFileSync(join(network.folder.path, 'child'), 'utf8'));
  // A signal is delivered before it has taken effect.
  while (identify(left)) await new Promise(setImmediate);
});

test('the processes are known before Terraform does anything, and a refusal then begins nothing', async () => {
  const network = app('touch begun; exit 0');
  const refuses = async (processes: readonly object[]) => {
    expect(processes).toHaveLength(2);
    expect(lastRun(network.folder)?.terraform).toEqual(processes[1]);
    throw new Error('refused');
  };
  await expect(runSupervised({ ...options(network), beforeStart: refuses })).rejects.toThrow('refused');
  expect(existsSync(join(network.folder.path, 'begun'))).toBe(false);
  const run = lastRun(network.folder);
  expect(run && isRunning(run)).toBe(false);
});

test('a supervisor that is killed before Terraform begins takes it with it', async () => {
  const network = app('touch begun; exit 0');
  const result = runSupervised({
    ...options(network),
    beforeStart: async ([supervisor]) => {
      process.kill(supervisor!.pid, 'SIGKILL');
    },
  });
  await expect(result).resolves.toMatchObject({ exitCode: undefined });
  expect(existsSync(join(network.folder.path, 'begun'))).toBe(false);
});
