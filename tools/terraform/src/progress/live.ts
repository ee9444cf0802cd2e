import type { Listr, ListrTaskWrapper, DefaultRenderer, SimpleRenderer } from 'listr2';
import { duration } from '../durations';
import { BaseReporter, type Shown } from './reporter';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

const REDRAW = 250;

/** A live view: one line per app with its phase, its counts and the operation that it waits for. */
export class LiveReporter extends BaseReporter {
  private readonly tasks = new Map<string, Task>();
  private readonly settle = new Map<string, (outcome: 'done' | 'failed' | 'skipped', text: string) => void>();
  private readonly notes = new Map<string, string>();
  private readonly running: Promise<unknown>;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    listr: typeof Listr,
    private readonly names: readonly string[],
  ) {
    super();
    const tasks = names.map((app) => ({ title: app, task: (_: unknown, task: Task) => this.follow(app, task) }));
    const list = new listr(tasks, {
      concurrent: true,
      exitOnError: false,
      // Its own listener would end the process on Ctrl-C, in the middle of an apply.
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: false, collapseSubtasks: false },
    });
    this.running = list.run();
    this.timer = setInterval(() => this.redraw(), REDRAW);
  }

  /** listr2 is loaded only if there is a terminal to draw on. */
  static async open(apps: readonly string[]): Promise<LiveReporter> {
    const { Listr } = await import('listr2');
    return new LiveReporter(Listr, apps);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    for (const settle of this.settle.values()) settle('skipped', 'not begun');
    await this.running;
  }

  protected show(app: string, shown: Shown): void {
    if (shown.kind === 'note') this.notes.set(app, shown.text);
    if (shown.kind === 'phase') this.notes.delete(app);
    if (shown.kind === 'finished') this.settle.get(app)?.(shown.outcome, shown.text);
  }

  private follow(app: string, task: Task): Promise<void> {
    this.tasks.set(app, task);
    return new Promise((resolve, reject) => {
      this.settle.set(app, (outcome, text) => {
        this.settle.delete(app);
        this.tasks.delete(app);
        task.title = `${app}: ${text} (${duration(Date.now() - this.progress(app).begun)})`;
        if (outcome === 'failed') return reject(new Error(text));
        if (outcome === 'skipped') task.skip(task.title);
        resolve();
      });
    });
  }

  private redraw(): void {
    for (const app of this.names) {
      const task = this.tasks.get(app);
      const progress = this.apps.get(app);
      if (!task || !progress) continue;
      const elapsed = duration(Date.now() - progress.begun);
      task.title = [`${app} ${elapsed}`, progress.describe(), this.notes.get(app)].filter(Boolean).join(' · ');
    }
  }
}
