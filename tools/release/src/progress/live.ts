import type { DefaultRenderer, Listr, ListrTaskWrapper, SimpleRenderer } from 'listr2';
import pc from 'picocolors';
import { duration } from '@malinshopper/terraform';
import type { Attempt, Progress } from '../parts/part';
import { stateOf, summaryOf, type View } from './view';

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** The maximum number of instances of a part that get a separate line. The remaining instances are only counted. */
const shown = 8;

/** A live view: the progress of each part, and below it each instance with its lifecycle event. */
export class LiveView implements View {
  private readonly begun = Date.now();
  private readonly tasks = new Map<string, Task>();
  private readonly last = new Map<string, Attempt>();
  private readonly settle = new Map<string, (attempt?: Attempt) => void>();
  private readonly running: Promise<unknown>;

  private constructor(listr: typeof Listr, parts: readonly string[]) {
    const tasks = parts.map((part) => ({ title: part, task: (_: unknown, task: Task) => this.follow(part, task) }));
    const list = new listr(tasks, {
      concurrent: true,
      exitOnError: false,
      // Its own listener would end the process on Ctrl-C silently.
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: false, collapseSubtasks: false },
    });
    this.running = list.run();
  }

  /** listr2 is loaded only if there is a terminal. */
  static async open(parts: readonly string[]): Promise<LiveView> {
    const { Listr } = await import('listr2');
    return new LiveView(Listr, parts);
  }

  show(part: string, attempt: Attempt, instances: readonly Progress[]): void {
    this.last.set(part, attempt);
    const task = this.tasks.get(part);
    if (!task) return;
    task.title = `${part}: ${summaryOf(attempt, instances)} (${duration(Date.now() - this.begun)})`;
    task.output = linesOf(instances);
  }

  async close(): Promise<void> {
    for (const [part, settle] of this.settle) settle(this.last.get(part));
    await this.running;
  }

  private follow(part: string, task: Task): Promise<void> {
    this.tasks.set(part, task);
    return new Promise((resolve, reject) => {
      this.settle.set(part, (attempt) => {
        if (!attempt || attempt.outcome === 'running') task.skip(task.title);
        else if (attempt.outcome !== 'succeeded') return reject(new Error(attempt.reason));
        resolve();
      });
    });
  }
}

/** Running instances first: the others are done, or wait. */
export function linesOf(instances: readonly Progress[]): string {
  const rank = ({ outcome }: Progress) => ['failed', 'running', 'waiting'].indexOf(outcome) >>> 0;
  const sorted = [...instances].sort((one, other) => rank(one) - rank(other));
  const lines = sorted.slice(0, shown).map((one) => {
    const state = stateOf(one);
    return `${one.instance}  ${one.outcome === 'failed' ? pc.red(state) : state}`;
  });
  return [...lines, ...(sorted.length > shown ? [`and ${sorted.length - shown} more`] : [])].join('\n');
}
