import type { AppProgress, Outcome, Phase } from '../progress/app-progress';
import type { Reporter } from '../progress/reporter';
import type { AppNode } from './app-graph';
import type { Settled } from './schedule';

/** The start and end of an app, in milliseconds since the start of the whole run. */
export interface Span {
  readonly from: number;
  to: number;
}

export interface PhaseTime {
  readonly phase: Phase;
  readonly milliseconds: number;
}

/** The result of one app. */
export interface AppResult {
  readonly app: string;
  readonly outcome: Outcome;
  /** One sentence; the whole error report is in `error`. */
  readonly text: string;
  readonly error?: string;
  /** The start and end, in milliseconds since the start of the whole run. */
  readonly from: number;
  readonly to: number;
  readonly phases: readonly PhaseTime[];
  /** The apps that it had to wait for. */
  readonly dependsOn: readonly string[];
}

/** The result of a whole environment. */
export interface EnvironmentResult {
  readonly environment: string;
  readonly operation: 'deploy' | 'destroy';
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly apps: readonly AppResult[];
  /** The apps with times that add up to the whole: the run gets faster only if one of these does. */
  readonly criticalPath: readonly string[];
}

/** The durations of the phases of an app. Phases that occurred twice, such as `plan`, are added up. */
export function phaseTimes({ phases }: AppProgress): PhaseTime[] {
  const times = new Map<Phase, number>();
  for (const { phase, from, to = from } of phases) times.set(phase, (times.get(phase) ?? 0) + to - from);
  return [...times].map(([phase, milliseconds]) => ({ phase, milliseconds }));
}

/**
 * Returns the chain of apps that determined the duration: the app that ended last, then the dependency for which it
 * waited longest, and so on.
 */
export function criticalPath(results: readonly AppResult[], apps: readonly AppNode[]): string[] {
  const latest = (names: readonly string[]) =>
    results.filter(({ app, outcome }) => names.includes(app) && outcome !== 'skipped').sort((a, b) => b.to - a.to)[0];
  const path: string[] = [];
  for (let step = latest(apps.map(({ name }) => name)); step;) {
    path.unshift(step.app);
    const { app } = step;
    step = latest(apps.find(({ name }) => name === app)?.dependsOn ?? []);
  }
  return path;
}

/** @param time its start and end @default - it was not begun */
export function resultOf(
  { name: app, dependsOn }: AppNode,
  settled: Settled<string>,
  reporter: Reporter,
  time: Readonly<Span> = { from: 0, to: 0 },
): AppResult {
  const common = { app, dependsOn, ...time, phases: phaseTimes(reporter.progress(app)), outcome: settled.outcome };
  switch (settled.outcome) {
    case 'done':
      return { ...common, text: settled.value };
    case 'failed':
      return { ...common, text: settled.error.message.split('\n')[0] ?? '', error: settled.error.message };
    case 'skipped':
      return { ...common, text: `not begun, because ${settled.because.join(' and ')} did not end well` };
  }
}

/** @param begun the start of the whole run */
export function summary({
  begun,
  nodes,
  ...of
}: Pick<EnvironmentResult, 'environment' | 'operation' | 'apps'> & {
  readonly begun: number;
  readonly nodes: readonly AppNode[];
}): EnvironmentResult {
  return {
    ...of,
    ok: of.apps.every(({ outcome }) => outcome === 'done'),
    milliseconds: Date.now() - begun,
    criticalPath: criticalPath(of.apps, nodes),
  };
}
