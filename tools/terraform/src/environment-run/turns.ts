import type { Environment } from '@malinshopper/environments';
import { openApp, type App } from '../commands/app';
import { openContext } from '../commands/context';
import { duration } from '../durations';
import { takeLeases, type Leases } from '../lease/leased';
import { openReporter } from '../progress/open-reporter';
import type { Reporter } from '../progress/reporter';
import type { Synthesized } from '../synth';
import type { Session } from '../aws-target/session';
import { among, type AppNode } from './app-graph';
import type { Course } from './course';
import { found } from './found';
import type { EnvironmentRunOptions } from './options';
import { allSettled, lazy, whereAsync } from './promises';
import { resultOf, summary, type EnvironmentResult, type Span } from './result';
import { inOrder, inRounds, type Settled } from './schedule';

interface Parts {
  /** The start of the command, in milliseconds. */
  readonly begun: number;
  readonly environment: Environment;
  readonly course: Course;
  readonly options: EnvironmentRunOptions;
  readonly root: string;
  readonly session: Session;
  /** The apps that take part, in their order. */
  readonly nodes: readonly AppNode[];
  readonly synthesized: ReadonlyMap<string, Synthesized>;
}

/** The turns of the apps of an environment in a course, while it is run. */
export class Turns {
  private readonly names: readonly string[];
  private reporter!: Reporter;
  /** The apps that have something to do, as far as is known. */
  private toDo: readonly string[] = [];
  private readonly apps = new Map<string, App>();
  /** The work that was begun for an app before its turn. */
  private readonly ahead = new Map<string, Promise<void>>();
  private readonly times = new Map<string, Span>();
  // Terraform is looked for only if an app has something to do.
  private readonly context = lazy(() =>
    openContext(this.parts.environment, { ...this.parts.options, session: this.parts.session }),
  );
  // The same holds for leases.
  private hasLeases = false;
  private readonly leases = lazy(() => this.takeLeases());

  constructor(private readonly parts: Parts) {
    this.names = parts.nodes.map(({ name }) => name);
  }

  async run(): Promise<EnvironmentResult> {
    const { options, nodes } = this.parts;
    this.toDo = await this.undone();
    this.reporter = await (options.reporter ?? openReporter)(this.names);
    try {
      await this.begin();
      const first = await inOrder(nodes, (node) => this.work(node), options);
      const settled = new Map([...first, ...(await this.onceMore(first))]);
      // The work ahead of an app that was skipped may still be running.
      await Promise.allSettled(this.ahead.values());
      return this.resultOf(settled);
    } finally {
      await this.close();
    }
  }

  /** Checks the preconditions, takes the leases, and does the work that can be done for every app at once before its turn. */
  private async begin(): Promise<void> {
    const { course, session, environment } = this.parts;
    const of = (names: readonly string[]) => names.map((name) => this.synthesizedOf(name));
    await course.allowed(session, environment, of(this.names), of(this.toDo));
    if (this.toDo.length > 0) {
      await this.leases();
      // The previous holder of the lease may have done it.
      this.toDo = await this.undone();
    }
    await allSettled(this.toDo.map((name) => this.opened(name)));
    for (const [name, app] of this.apps) this.ahead.set(name, startedAhead(course, app));
  }

  /** Does the work of an app, shows how it ended, and releases its folder. */
  private async work({ name }: AppNode): Promise<string> {
    const now = () => Date.now() - this.parts.begun;
    const time = this.times.get(name) ?? { from: now(), to: now() };
    this.times.set(name, time);
    try {
      const text = await this.turn(name);
      this.reporter.finished(name, 'done', text);
      return text;
    } catch (error) {
      this.reporter.finished(name, 'failed', 'see below');
      throw error;
    } finally {
      time.to = now();
      this.apps.get(name)?.release();
    }
  }

  private async turn(name: string): Promise<string> {
    const { course } = this.parts;
    // Its upstream apps may have changed the states that it reads since the first check.
    const settled = this.apps.has(name) ? undefined : await this.settled(name);
    if (settled !== undefined) return settled;
    const held = await this.leases();
    await held.assertHeld();
    await (this.ahead.get(name) ?? course.ahead(await this.opened(name)));
    return course.turn(await this.opened(name), held);
  }

  /**
   * If all apps succeeded, gives a second turn to the apps with new changes, because the turn of one app can cause
   * changes in another app.
   */
  private async onceMore(first: ReadonlyMap<string, Settled<string>>): Promise<Map<string, Settled<string>>> {
    const { course, session, nodes, options } = this.parts;
    const { again } = course;
    if (!again) return new Map();
    const back = (names: readonly string[]) => whereAsync(names, (name) => again(session, this.synthesizedOf(name)));
    return inRounds(this.names, first, back, (names) => {
      for (const name of names) {
        this.apps.delete(name);
        this.ahead.delete(name);
      }
      const once = among(nodes, ({ name }) => names.includes(name));
      return inOrder(once, (node) => this.work(node), options);
    });
  }

  private resultOf(settled: ReadonlyMap<string, Settled<string>>): EnvironmentResult {
    const { environment, course, begun, nodes } = this.parts;
    const apps = nodes.map((node) =>
      resultOf(node, found(settled, node.name), this.reporter, this.times.get(node.name)),
    );
    for (const { app, outcome, text } of apps) if (outcome === 'skipped') this.reporter.finished(app, 'skipped', text);
    return summary({ environment: environment.name, operation: course.operation, begun, apps, nodes });
  }

  private async close(): Promise<void> {
    await this.reporter.close();
    for (const app of this.apps.values()) app.release();
    if (!this.hasLeases) return;
    await this.leases().then(
      ({ release }) => release(),
      () => undefined,
    );
  }

  private synthesizedOf(name: string): Synthesized {
    return found(this.parts.synthesized, name);
  }

  private async settled(name: string): Promise<string | undefined> {
    const { course, session, root } = this.parts;
    return course.settled?.(session, this.synthesizedOf(name), root);
  }

  private undone(): Promise<string[]> {
    return whereAsync(this.names, async (name) => (await this.settled(name)) === undefined);
  }

  private async opened(name: string): Promise<App> {
    const known = this.apps.get(name);
    if (known) return known;
    const { operation } = this.parts.course;
    const app = await openApp(await this.context(), this.synthesizedOf(name), this.reporter, operation);
    this.apps.set(name, app);
    return app;
  }

  private takeLeases(): Promise<Leases> {
    this.hasLeases = true;
    const { course, session, environment, root, options } = this.parts;
    const states = this.names.map((name) => this.synthesizedOf(name).configuration);
    const written = states.filter(({ app }) => this.toDo.includes(app)).map(({ owner }) => owner);
    const owners = [...new Set([environment.name, ...written])];
    const onWait = (holder: string, waited: number) =>
      this.reporter.note(this.toDo[0] ?? this.names[0]!, `waiting for ${holder}, ${duration(waited)} so far`);
    const purpose = { session, state: states[0]!.state, owners, operation: course.operation, root };
    return takeLeases(purpose, { onWait, ...options.lease });
  }
}

/** A rejection is handled at the app's turn; until then it must not count as unhandled. */
function startedAhead(course: Course, app: App): Promise<void> {
  // The time until its turn is a wait for other apps, and not part of its own phases.
  const ahead = course.ahead(app).finally(() => app.reporter.progress(app.name).leave());
  ahead.catch(() => undefined);
  return ahead;
}
