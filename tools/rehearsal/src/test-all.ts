import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { passThrough } from '@malinshopper/terraform';
import pc from 'picocolors';
import { inWords, jestCounts, readReport, type Counts } from './counts';
import { installed, root } from './programs';

/** The tests have an embedded AWS of their own: whatever runs on the usual port stays as it is. */
const testWorld = { EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4599' };

/** A part of `npm test`: a program that passes or fails as a whole, or jest, which counts its tests. */
interface Step {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Jest's project, whose report is counted. @default - the step counts as one */
  readonly project?: string;
  /** @default false */
  readonly slow?: boolean;
}

const jestOn = (project: string, ...more: string[]): readonly [string, ...string[]] => [
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
  { title: 'unit tests', command: jestOn('unit'), project: 'unit' },
  // Two files at a time: each has an embedded AWS of its own, and mostly waits for the provider's own polling.
  {
    title: 'environment tests',
    command: jestOn('embedded', '--maxWorkers=2', '--silent'),
    project: 'embedded',
    slow: true,
  },
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

async function run({ command: [program, ...args], project }: Step): Promise<Counts> {
  const started = Date.now();
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...testWorld };
  const exitCode = await passThrough(installed(program), args, { cwd: root, env });
  const failed = exitCode !== 0;
  if (!project) return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
  const counts = jestCounts(readReport(report(project), started));
  // A suite that could not be loaded has no failed test of its own, and a run that was ended has no report at all.
  return failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
