import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import pc from 'picocolors';

const root = resolve(__dirname, '../../..');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A part of `npm test`: a program that passes or fails as a whole, or jest, which counts its tests. */
interface Step {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Jest's project, whose report is counted. @default - the step counts as one */
  readonly jest?: string;
  /** @default false */
  readonly slow?: boolean;
}

const jest = (project: string, ...more: string[]): readonly [string, ...string[]] => [
  'jest',
  '--selectProjects',
  project,
  '--ci',
  '--json',
  `--outputFile=${report(project)}`,
  ...more,
];
const report = (project: string) => join(root, '.work', `jest-${project}.json`);

/**
 * Lint goes through Nx, one task for each project: the boundary rule needs the project graph, and passes without a word where
 * there is none.
 */
const steps: readonly Step[] = [
  { title: 'lint', command: ['nx', 'run-many', '-t', 'lint', '--output-style=static'] },
  { title: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { title: 'types', command: ['tsc', '--noEmit'] },
  { title: 'unit tests', command: jest('unit'), jest: 'unit' },
  // One after the other: they share the machine's one embedded AWS.
  { title: 'environment tests', command: jest('embedded', '--runInBand'), jest: 'embedded', slow: true },
];

export interface TestAllOptions {
  /** Leaves out what needs the embedded AWS, and counts it as skipped. @default false */
  readonly quick?: boolean;
}

/** Runs everything that this repository is checked by, and ends with the totals. */
export async function testAll({ quick = false }: TestAllOptions): Promise<void> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  mkdirSync(join(root, '.work'), { recursive: true });
  for (const step of steps) {
    console.log(`\n${pc.bold(step.title)}`);
    const counts = quick && step.slow ? { passed: 0, failed: 0, skipped: 1 } : await run(step);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    console.log(`${counts.failed > 0 ? pc.red('✖') : pc.green('✔')} ${step.title}: ${inWords(counts)}`);
  }
  console.log(`\n${inWords(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

async function run({ command: [program, ...args], jest: project }: Step): Promise<Counts> {
  const started = Date.now();
  const { exitCode } = await execa(program, args, {
    cwd: root,
    preferLocal: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  const failed = exitCode !== 0;
  if (!project) return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
  const counts = jestCounts(readReport(project, started));
  // A suite that could not be loaded has no failed test of its own, and a run that was ended has no report at all.
  return failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

interface JestReport {
  readonly startTime: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

const nothing: JestReport = {
  startTime: 0,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 1,
};

/** The report of this run; that of an earlier one would be a lie. */
function readReport(project: string, started: number): JestReport {
  try {
    const found = JSON.parse(readFileSync(report(project), 'utf8')) as JestReport;
    return found.startTime >= started ? found : nothing;
  } catch {
    return nothing;
  }
}

/** What a report of jest counts: a suite that could not even be loaded is a failure too. */
export function jestCounts(found: JestReport): Counts {
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

/** The closing line that CI reads. */
export function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
