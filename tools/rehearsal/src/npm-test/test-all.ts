import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import pc from 'picocolors';
import { failuresIn, inWords, jestCounts, readReport, skippedFiles, sum, type Counts } from './counts';
import { installed, root } from '../programs';
import { runLogged, type Command } from './run-logged';

/** The tests have a separate embedded AWS: one on the usual port is not changed. */
const testWorld = { EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4599' };

/** A part of `npm test`: programs that pass or fail as a whole, or jest, which counts its tests. */
interface Step {
  readonly title: string;
  readonly commands: readonly Command[];
  /** Jest's project, the report of which is counted. @default - the step counts as one */
  readonly project?: string;
  /** Its priority, as for `nice`: a higher number leaves more of the processor to other steps. @default 0 */
  readonly niceness?: number;
  /** Variables of its programs alone. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

const folder = join(root, '.work', 'test');
const report = (project: string) => join(folder, `jest-${project}.json`);

const jestOn = (project: string, ...more: string[]): Command => [
  'jest',
  '--selectProjects',
  project,
  '--ci',
  '--silent',
  '--json',
  `--outputFile=${report(project)}`,
  ...more,
];

/** The boundary rule reads the project graph of Nx, and passes silently without one: the graph is made first. */
const staticChecks: readonly Step[] = [
  {
    title: 'lint and types',
    commands: [
      ['nx', 'show', 'projects', '--json'],
      // The owners (.github/CODEOWNERS, docs/teams) follow the projects.
      ['nx', 'sync:check'],
      ['node', '--max-semi-space-size=128', 'tools/types.mjs', '--lint'],
    ],
  },
  { title: 'format', commands: [['prettier', '--check', '--log-level=warn', '.']] },
];

const unitTests = (workers: number): Step => ({
  title: 'unit tests',
  commands: [jestOn('unit', `--maxWorkers=${workers}`)],
  project: 'unit',
});

/**
 * The number of concurrent files on each core: each has its own embedded AWS, and most of its time waits for polling by
 * the provider. A number, since Jest reads a percentage beyond 100 as a number of workers: 200% are two hundred, and
 * all files at once take longer than in turn.
 */
const filesPerCore = 2.5;
const environmentTests: Step = {
  title: 'environment tests',
  commands: [jestOn('embedded', `--maxWorkers=${Math.ceil(filesPerCore * availableParallelism())}`)],
  project: 'embedded',
  // There are more Terraform and provider processes than cores: a thread of each of them for every core would cost a
  // fifteenth of their time.
  variables: { GOMAXPROCS: '1' },
};

export interface TestAllOptions {
  /** Leaves out the tests that need the embedded AWS, and counts them as skipped. @default false */
  readonly quick?: boolean;
  /**
   * The minutes in which an environment test must begin: on a machine that is too slow for all of them, those that begin later are skipped, counted
   * and named. For a CI that ends a run after some time, and would then show nothing. @default - all tests run
   */
  readonly beginWithin?: number | undefined;
}

/**
 * Runs all checks of this repository, and ends with the totals. Steps of different lanes run side by side: the
 * environment tests take longest and mostly wait, and the other steps use the processor time that they leave.
 */
export async function testAll({ quick = false, beginWithin }: TestAllOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const until: Step['variables'] =
    beginWithin === undefined ? {} : { TESTS_BEGIN_UNTIL: String(Date.now() + beginWithin * 60_000) };
  const lanes: readonly (readonly Step[])[] = quick
    ? // One of three workers waits for a program of its test: with two, the cores were idle for an eighth of the time.
      [staticChecks, [unitTests(3)]]
    : [
        [{ ...environmentTests, variables: { ...environmentTests.variables, ...until } }],
        [...staticChecks, unitTests(2)].map((step) => ({ ...step, niceness: 1 })),
      ];
  const all = (await Promise.all(lanes.map(inTurn))).flat();
  if (quick) all.push(shown(environmentTests, { passed: 0, failed: 0, skipped: 1 }));
  const total = sum(all);
  console.log(`\n${inWords(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

async function inTurn(steps: readonly Step[]): Promise<Counts[]> {
  const all: Counts[] = [];
  for (const step of steps) all.push(await run(step));
  return all;
}

/** Runs a step. Its output is shown when it has failed; meanwhile it can be followed in its log. */
async function run(step: Step): Promise<Counts> {
  const { title, commands, project, niceness = 0, variables } = step;
  const started = Date.now();
  const log = join(folder, `${title.replaceAll(' ', '-')}.log`);
  console.log(`${title} ... (log: ${relative(root, log)})`);
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', ...testWorld, ...variables };
  const failed = (await runLogged(commands.map(fromDependencies), { log, niceness, cwd: root, env })) !== 0;
  if (!project) {
    if (failed) console.log(`\n${readFileSync(log, 'utf8')}`);
    return shown(step, { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 }, started);
  }
  const found = readReport(report(project), started);
  const counts = jestCounts(found);
  // If jest itself did not end normally, there is only its log.
  if (failed) console.log(`\n${failuresIn(found) || readFileSync(log, 'utf8').slice(-20_000)}`);
  const skipped = skippedFiles(found).map((file) => relative(root, file));
  if (skipped.length > 0) console.log(['Skipped whole:', ...skipped].join('\n  '));
  // A suite that could not be loaded has no failed test of its own, and a run that was ended has no report at all.
  return shown(step, failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts, started);
}

const fromDependencies = ([program, ...args]: Command): Command => [
  program === 'node' ? process.execPath : installed(program),
  ...args,
];

function shown({ title }: Step, counts: Counts, started?: number): Counts {
  const mark = counts.failed > 0 ? pc.red('✖') : pc.green('✔');
  const time = started === undefined ? '' : ` (${Math.round((Date.now() - started) / 1000)} s)`;
  console.log(`${mark} ${title}: ${inWords(counts)}${time}`);
  return counts;
}
