import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Texts = Readonly<Record<string, unknown>>;

export interface Step {
  readonly id?: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Texts;
  readonly env?: Texts;
}

export interface Job {
  readonly if?: unknown;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Texts;
  readonly environment?: string | null;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly outputs?: Texts;
  readonly env?: Texts;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Job['concurrency'];
  readonly env?: Texts;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The keys that this runner implements. Any other key is an error, because the runner would silently ignore it. */
const KNOWN = {
  workflow: ['name', 'on', 'permissions', 'concurrency', 'env', 'jobs'],
  job: [
    ...['if', 'needs', 'uses', 'with', 'environment', 'permissions', 'concurrency', 'outputs', 'env', 'runs-on'],
    ...['timeout-minutes', 'steps'],
  ],
  step: ['id', 'if', 'uses', 'run', 'shell', 'with', 'env'],
  action: ['name', 'description', 'inputs', 'runs'],
} as const;

/**
 * A workflow of a repository.
 * @throws if it has a key that the runner of these tests does not know
 */
export function workflowIn(root: string, file: string): Workflow {
  const workflow = read(root, file) as Workflow;
  assertKnown(file, 'workflow', workflow);
  for (const [name, job] of Object.entries(workflow.jobs)) {
    assertKnown(`${file}, job ${name}`, 'job', job);
    for (const step of job.steps ?? []) assertKnown(`${file}, job ${name}`, 'step', step);
  }
  return workflow;
}

/** The steps of a composite action of a repository, with the defaults of its inputs. */
export function actionIn(root: string, folder: string) {
  const action = read(root, join(folder, 'action.yml')) as {
    readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
    readonly runs: { readonly steps: readonly Step[] };
  };
  assertKnown(folder, 'action', action);
  for (const step of action.runs.steps) assertKnown(folder, 'step', step);
  const inputs = Object.entries(action.inputs ?? {}).map(([name, input]) => [name, input.default ?? ''] as const);
  return { defaults: Object.fromEntries(inputs), steps: action.runs.steps };
}

const read = (root: string, file: string): unknown => parse(readFileSync(join(root, file), 'utf8'));

function assertKnown(where: string, what: keyof typeof KNOWN, written: object): void {
  const unknown = Object.keys(written).filter((key) => !(KNOWN[what] as readonly string[]).includes(key));
  if (unknown.length === 0) return;
  throw new Error(
    `${where}: the runner of the tests does not know ${unknown.join(', ')} of a ${what}. Implement it (tools/ci/src/testing), or do without.`,
  );
}
