import { basename } from 'node:path';
import { environment as environmentNamed, type Environment } from '@malinshopper/environments';
import { openApp, type App } from '../commands/app';
import { openContext, type ContextOptions } from '../commands/context';
import type { BeforePlan } from '../commands/deploy-app';
import { shortly } from '../durations';
import { takeLeases, type LeaseOptions, type Leases } from '../lease/leased';
import { openReporter } from '../progress/open-reporter';
import type { Reporter } from '../progress/reporter';
import { synthesize, type Synthesized } from '../synth';
import { appRoots, repositoryRoot, type SynthOptions } from '@malinshopper/synth';
import { openSession, type Session } from '../target/session';
import { chosenTarget } from '../target/target';
import { orderOf, type AppNode } from './app-graph';
import { resultOf, summary, type EnvironmentResult } from './result';
import { inOrder } from './schedule';

export interface EnvironmentRunOptions extends ContextOptions, Pick<SynthOptions, 'changes'> {
  /** The roots of the apps, such as `apps/network`. @default - all of the repository */
  readonly projects?: readonly string[];
  /** Where progress is shown. @default - a live view on a terminal, else plain lines */
  readonly reporter?: (apps: readonly string[]) => Promise<Reporter>;
  /** Called for each app between its checks and its plan. @default - nothing is done */
  readonly beforePlan?: BeforePlan;
  /** The apps as they are synthesized already, by name. @default - they are synthesized now */
  readonly synthesized?: ReadonlyMap<string, Synthesized>;
  /** Whether nothing is begun any more after a failure. @default false: only what depends on it is not begun */
  readonly stopsAtFailure?: boolean;
  /** How the leases of what is written are taken. @default - for this command alone, and refused at once if one is taken */
  readonly lease?: LeaseOptions;
}

/** How a deploy and a destroy of a whole environment differ. */
export interface Course {
  readonly operation: 'deploy' | 'destroy';
  /** The apps that take part, each depending on those that have to be through before it. */
  order(apps: readonly AppNode[]): AppNode[];
  /** Why protection is left out of the synthesis, if it is. */
  unprotected(environment: Environment): string | undefined;
  /** What must be true before the first of those that have something to do is touched. */
  allowed(
    session: Session,
    environment: Environment,
    apps: readonly Synthesized[],
    toDo: readonly Synthesized[],
  ): Promise<void>;
  /** Says that nothing is to be done for an app, and why. It is asked again when it is the app's turn. @default - there always is */
  settled?(session: Session, app: Synthesized, root: string): Promise<string | undefined>;
  /** What can be done for every app at once, before its turn. */
  ahead(app: App): Promise<void>;
  /** What is done when it is its turn; gives one sentence about it. The leases are held. */
  turn(app: App, leases: Leases): Promise<string>;
}

/** Runs a course over all apps of an environment: one synthesis, one view, side by side where nothing forbids it. */
export async function runEnvironment(
  nameOrRef: string,
  course: Course,
  options: EnvironmentRunOptions,
): Promise<EnvironmentResult> {
  const begun = Date.now();
  const environment = environmentNamed(nameOrRef);
  const { root = repositoryRoot, variables, target = chosenTarget(variables) } = options;
  const projects = options.projects ?? appRoots(root);
  const [all, session] = await Promise.all([
    options.synthesized ??
      synthesize(environment.ref, projects, {
        root,
        unprotected: course.unprotected(environment),
        changes: options.changes,
      }),
    options.session ?? openSession(target, environment),
  ]);
  const rooted = projects.map(
    (project) => [basename(project), { root: project, ...found(all, basename(project)) }] as const,
  );
  const nodes = course.order(orderOf(new Map(rooted)));
  const names = nodes.map(({ name }) => name);
  const synthesized = new Map(names.map((name) => [name, found(all, name)]));
  const settledNow = async (name: string) => course.settled?.(session, found(synthesized, name), root);
  const undone = () => whereAsync(names, async (name) => (await settledNow(name)) === undefined);
  let toDo = await undone();
  const reporter = await (options.reporter ?? openReporter)(names);
  // Terraform is looked for only if there is something to do.
  const context = lazy(() => openContext(environment, { ...options, target, session }));
  // Neither are leases taken.
  let hasLeases = false;
  const leases = lazy(() => {
    hasLeases = true;
    const { operation } = course;
    const states = names.map((name) => found(synthesized, name).configuration);
    const written = states.filter(({ app }) => toDo.includes(app)).map(({ owner }) => owner);
    const owners = [...new Set([environment.name, ...written])];
    const onWait = (holder: string, waited: number) =>
      reporter.note(toDo[0] ?? names[0]!, `waiting for ${holder}, ${shortly(waited)} so far`);
    return takeLeases({ session, state: states[0]!.state, owners, operation, root }, { onWait, ...options.lease });
  });
  const apps = new Map<string, App>();
  const opened = async (name: string): Promise<App> => {
    const app =
      apps.get(name) ?? (await openApp(await context(), found(synthesized, name), reporter, course.operation));
    apps.set(name, app);
    return app;
  };
  try {
    await course.allowed(
      session,
      environment,
      [...synthesized.values()],
      toDo.map((name) => found(synthesized, name)),
    );
    if (toDo.length > 0) {
      await leases();
      // The holder before may have done it.
      toDo = await undone();
    }
    await allSettled(toDo.map(opened));
    const ahead = new Map([...apps].map(([name, app]) => [name, startedAhead(course, app)]));
    const times = new Map<string, { from: number; to: number }>();
    const turn = async (name: string): Promise<string> => {
      // What it depends on may have changed what it reads since it was asked first.
      const settled = apps.has(name) ? undefined : await settledNow(name);
      if (settled !== undefined) return settled;
      const held = await leases();
      await held.assertHeld();
      await (ahead.get(name) ?? course.ahead(await opened(name)));
      return course.turn(await opened(name), held);
    };
    const work = async ({ name }: AppNode) => {
      const time = { from: Date.now() - begun, to: Date.now() - begun };
      times.set(name, time);
      try {
        const text = await turn(name);
        reporter.finished(name, 'done', text);
        return text;
      } catch (error) {
        reporter.finished(name, 'failed', 'see below');
        throw error;
      } finally {
        time.to = Date.now() - begun;
        apps.get(name)?.release();
      }
    };
    const settled = await inOrder(nodes, work, options);
    // An app that was skipped may still be busy with what was done ahead.
    await Promise.allSettled(ahead.values());
    const results = nodes.map((node) => resultOf(node, found(settled, node.name), reporter, times.get(node.name)));
    for (const { app, outcome, text } of results) if (outcome === 'skipped') reporter.finished(app, 'skipped', text);
    return summary({ environment: environment.name, operation: course.operation, begun, apps: results, nodes });
  } finally {
    await reporter.close();
    for (const app of apps.values()) app.release();
    if (hasLeases)
      await leases().then(
        ({ release }) => release(),
        () => undefined,
      );
  }
}

/** What is made when it is first asked for, and once. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function whereAsync<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(is));
  return all.filter((_, index) => kept[index]);
}

/** A rejection is looked at when it is the app's turn; until then it must not count as unhandled. */
function startedAhead(course: Course, app: App): Promise<void> {
  // What it then waits for is another app, and not part of its own times.
  const ahead = course.ahead(app).finally(() => app.reporter.progress(app.name).leave());
  ahead.catch(() => undefined);
  return ahead;
}

/** Like Promise.all, but nothing is left running when one fails. */
async function allSettled(promises: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The app ${name} was not synthesized.`);
  return value;
}
