import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from './actions';
import { actionIn, type Step } from './definition';
import { filled, filledAll, isMet, type Contexts, type Status } from './expressions';
import { taken } from './files';

/** The environment of a job's steps. */
export interface Machine {
  /** The clone of the job. */
  readonly workspace: string;
  /** The folder for GitHub's files (GITHUB_ENV and others) and for the scripts of steps. */
  readonly temporary: string;
  /** The environment variables of every step. A step adds variables by GITHUB_ENV, an action by its result. */
  readonly env: Record<string, string>;
  readonly actions: Readonly<Record<string, Action>>;
  readonly say: (text: string) => void;
  /**
   * Called with the output of a running step. The callback can call `end` to end the machine: the process group of the
   * step is killed, and no other step runs. @default - no callback
   */
  readonly onSaid?: ((text: string, end: () => void) => void) | undefined;
}

/** The error of a job if its machine ended during a step. The message is the one that GitHub shows. */
class Lost extends Error {
  override message = 'The hosted runner lost communication with the server.';
}

/** The result of a job's steps, and the values that they have set. */
export interface Ended {
  readonly ok: boolean;
  readonly steps: Contexts;
  /** True if the machine has ended. @default false */
  readonly isLost?: boolean;
}

interface Scope {
  readonly contexts: Contexts;
  readonly env: Readonly<Record<string, string>>;
}

/** The message of an error with its cause, because `fetch failed` alone is not specific. */
function said(error: unknown): string {
  const { message, cause } = error as Partial<Error>;
  return `${message ?? String(error)}${cause === undefined ? '' : ` (${String(cause)})`}`;
}

/** Runs steps in order, as GitHub does: after a failure, a step runs only if its `if` requests it. */
export async function runSteps(steps: readonly Step[], machine: Machine, scope: Scope): Promise<Ended> {
  const done: Record<string, { outputs: Record<string, string>; outcome: string; conclusion: string }> = {};
  let ok = true;
  for (const [index, step] of steps.entries()) {
    const status: Status = { success: ok, failure: !ok };
    const contexts = { ...scope.contexts, steps: done, env: { ...machine.env, ...scope.env } };
    if (!isMet(step.if, contexts, status)) continue;
    const env = { ...scope.env, ...filledAll(step.env, contexts) };
    machine.say(`> ${filled(step.run ?? step.uses ?? '', contexts)}`);
    const outputs = await ranStep(step, machine, { contexts, env }).catch((error: unknown) => {
      machine.say(said(error));
      return error instanceof Lost ? error : undefined;
    });
    if (outputs instanceof Lost) return { ok: false, steps: done, isLost: true };
    ok &&= outputs !== undefined;
    const outcome = outputs ? 'success' : 'failure';
    done[step.id ?? `_${index}`] = { outputs: outputs ?? {}, outcome, conclusion: outcome };
  }
  return { ok, steps: done };
}

/** @returns the outputs; @throws if the step fails */
async function ranStep(step: Step, machine: Machine, scope: Scope): Promise<Record<string, string>> {
  if (step.run !== undefined) return ranScript(step, machine, scope);
  const [name = ''] = (step.uses ?? '').split('@');
  const given = filledAll(step.with, scope.contexts);
  if (name.startsWith('./')) {
    const { defaults, steps } = actionIn(machine.workspace, name);
    const contexts = { ...scope.contexts, inputs: { ...defaults, ...given } };
    const { ok, isLost } = await runSteps(steps, machine, { ...scope, contexts });
    if (isLost) throw new Lost();
    if (!ok) throw new Error(`${name} has failed.`);
    return {};
  }
  const action = machine.actions[name];
  if (!action)
    throw new Error(`The runner of the tests has no stand-in of ${name}: write one (tools/ci/src/testing/actions.ts).`);
  const env = { ...machine.env, ...scope.env };
  Object.assign(machine.env, await action({ with: given, env, workspace: machine.workspace }));
  return {};
}

async function ranScript(step: Step, machine: Machine, { contexts, env }: Scope): Promise<Record<string, string>> {
  const { workspace, temporary, say, onSaid } = machine;
  mkdirSync(temporary, { recursive: true });
  const file = (name: string) => join(temporary, name);
  writeFileSync(file('step.sh'), filled(step.run!, contexts));
  // GitHub documentation, "Workflow syntax", shell: the options of bash, with and without an explicit shell.
  const options = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const child = spawn('bash', [...options, file('step.sh')], {
    cwd: workspace,
    env: {
      ...machine.env,
      ...env,
      GITHUB_ENV: file('env'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary.md'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that it can be killed as a whole.
    detached: onSaid !== undefined,
  });
  let isLost = false;
  const end = () => {
    isLost = true;
    process.kill(-child.pid!, 'SIGKILL');
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      say(text);
      onSaid?.(text, end);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (isLost) throw new Lost();
  Object.assign(machine.env, taken(file('env')));
  const outputs = taken(file('output'));
  if (code !== 0) throw new Error(`Process completed with exit code ${code}.`);
  return outputs;
}
