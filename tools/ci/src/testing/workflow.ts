import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Attempt } from './attempt';
import { workflowIn, type Job } from './definition';
import { filled, filledAll, isMet, type Contexts, type Status } from './expressions';
import type { EndedJob, GitHub } from './github';
import { contextsOf, machineEnv } from './machine';
import { runSteps } from './steps';

interface Caller {
  readonly prefix: string;
  readonly inputs: Contexts;
  readonly permissions: Readonly<Record<string, string>> | undefined;
  readonly attempt: Attempt;
  /** The results of the jobs that the calling job needs. */
  readonly needed: readonly EndedJob[];
}

export interface RunOptions {
  /** The jobs to run. The jobs on which they depend count as successful. @default - all jobs */
  readonly jobs?: readonly string[];
  /** The inputs of a called workflow. @default - none: an event begins the run */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The results of the attempt with failed jobs that are run again. @default - this is the first attempt */
  readonly again?: readonly EndedJob[];
}

/** Runs a workflow of a repository, job by job in the order of their needs. */
export async function runWorkflow(
  gitHub: GitHub,
  file: string,
  { jobs, inputs = {}, again }: RunOptions = {},
): Promise<EndedJob[]> {
  const attempt = new Attempt(again);
  return run(gitHub, file, { prefix: '', inputs, permissions: undefined, attempt, needed: [] }, jobs);
}

async function run(gitHub: GitHub, file: string, caller: Caller, only?: readonly string[]): Promise<EndedJob[]> {
  const workflow = workflowIn(gitHub.origin, file);
  const needs: Record<string, { result: EndedJob['result']; outputs: Contexts }> = {};
  const ended = new Map<string, readonly EndedJob[]>();
  const left = new Map(Object.entries(workflow.jobs).filter(([id]) => only?.includes(id) ?? true));
  while (left.size > 0) {
    const next = [...left].find(([, job]) => needed(job).every((id) => !left.has(id)));
    if (!next) throw new Error(`${file}: the jobs ${[...left.keys()].join(', ')} wait for each other.`);
    const [id, job] = next;
    left.delete(id);
    const all = ancestors(id, workflow.jobs);
    const before = all.flatMap((one) => needs[one]?.result ?? []);
    const direct = Object.fromEntries(needed(job).flatMap((one) => (needs[one] ? [[one, needs[one]]] : [])));
    const status = {
      success: Object.values(direct).every(({ result }) => result === 'success') && !before.includes('failure'),
      failure: before.includes('failure'),
    };
    const contexts = { ...contextsOf(gitHub, caller.attempt), inputs: caller.inputs, needs: direct };
    const of = {
      ...caller,
      prefix: `${caller.prefix}${id}`,
      permissions: within(job.permissions, caller.permissions),
      needed: [...caller.needed, ...all.flatMap((one) => ended.get(one) ?? [])],
    };
    const jobs = await ran(gitHub, job, of, { contexts, status, env: workflow.env });
    ended.set(id, jobs);
    const result = jobs.some((one) => one.result === 'failure') ? 'failure' : wasSkipped(jobs) ? 'skipped' : 'success';
    needs[id] = { result, outputs: job.uses === undefined ? jobs[0]!.outputs : {} };
  }
  return [...ended.values()].flat();
}

const needed = ({ needs = [] }: Job) => [needs].flat() as string[];
const wasSkipped = (all: readonly EndedJob[]) => all.length === 1 && all[0]!.result === 'skipped';

function ancestors(id: string, jobs: Readonly<Record<string, Job>>): string[] {
  const direct = needed(jobs[id]!);
  return [...new Set([...direct, ...direct.flatMap((one) => ancestors(one, jobs))])];
}

/** A called workflow cannot have a permission that its caller lacks (GitHub documentation, "Reusing workflows"). */
function within(wanted: Job['permissions'], most: Caller['permissions']): Job['permissions'] {
  if (!most) return wanted;
  const beyond = Object.entries(wanted).filter(([name, level]) => most[name] !== level && most[name] !== 'write');
  if (beyond.length > 0)
    throw new Error(
      `GitHub would refuse the run: the caller does not give ${beyond.map(([name, level]) => `${name}: ${level}`).join(', ')}.`,
    );
  return wanted;
}

interface Place {
  readonly contexts: Contexts;
  readonly status: Status;
  readonly env: Readonly<Record<string, unknown>> | undefined;
}

async function ran(gitHub: GitHub, job: Job, caller: Caller, { contexts, status, env }: Place): Promise<EndedJob[]> {
  const { prefix: name, attempt, needed } = caller;
  if (!isMet(job.if, contexts, status))
    return [{ name, result: 'skipped', outputs: {}, attempt: attempt.number, log: '' }];
  if (job.uses !== undefined) {
    return run(gitHub, job.uses, { ...caller, prefix: `${name} / `, inputs: filledAll(job.with, contexts) });
  }
  const kept = attempt.kept(name, needed);
  if (kept) return [kept];
  const environment = job.environment ? filled(job.environment, contexts) : undefined;
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const end = (result: EndedJob['result'], outputs: EndedJob['outputs'] = {}): EndedJob[] => [
    { name, result, outputs, attempt: attempt.number, log: lines.join('\n'), ...(environment && { environment }) },
  ];
  if (environment && gitHub.approves?.(environment) === false) {
    say(`The reviewers of ${environment} have rejected this job.`);
    return end('failure');
  }
  const workspace = join(gitHub.machine, 'workspace');
  const temporary = join(gitHub.machine, 'temporary');
  rmSync(temporary, { recursive: true, force: true });
  const own = { ...filledAll(env, contexts), ...filledAll(job.env, contexts) };
  const machine = {
    workspace,
    temporary,
    say,
    onSaid: gitHub.onSaid,
    actions: gitHub.actions,
    env: machineEnv(gitHub, job, environment, { workspace, attempt }),
  };
  const { ok, steps } = await runSteps(job.steps ?? [], machine, { contexts, env: own });
  const summary = join(temporary, 'summary.md');
  if (existsSync(summary)) say(readFileSync(summary, 'utf8'));
  return end(ok ? 'success' : 'failure', filledAll(job.outputs, { ...contexts, steps }));
}
