import { readFileSync } from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The totals in the report that jest writes with `--json`. */
export interface JestReport {
  readonly startTime: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  /** One for each test file; `message` has its failures in jest's words. */
  readonly testResults: readonly { readonly status: string; readonly name: string; readonly message: string }[];
}

const nothing: JestReport = {
  startTime: 0,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 1,
  testResults: [],
};

/** The report of this run; that of an earlier one would be wrong. */
export function readReport(file: string, started: number): JestReport {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
    return found.startTime >= started ? found : nothing;
  } catch {
    return nothing;
  }
}

/** The counts of a report of jest: a suite that could not be loaded is a failure too. */
export function jestCounts(found: JestReport): Counts {
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

/** Jest's message about each file that failed, without the output of the tests and their programs. */
export function failuresIn({ testResults }: JestReport): string {
  const failed = testResults.filter(({ status }) => status === 'failed');
  return failed.map(({ name, message }) => `${name}\n${message}`).join('\n');
}

/** The files of which no test ran: each test of them is counted as skipped. */
export function skippedFiles({ testResults }: JestReport): string[] {
  return testResults.filter(({ status }) => status === 'skipped').map(({ name }) => name);
}

export function sum(all: readonly Counts[]): Counts {
  const of = (which: keyof Counts) => all.reduce((total, counts) => total + counts[which], 0);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** The closing line that CI reads. */
export function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
