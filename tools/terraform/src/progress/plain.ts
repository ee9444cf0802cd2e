import { duration } from '../durations';
import { BaseReporter, type Shown } from './reporter';

/** The time until a wait gets a line, and until each further one, in milliseconds. */
const LONG_WAIT = 20_000;

const verbs: Record<string, string> = { create: 'created', update: 'updated', delete: 'deleted' };

/** One line per significant event: for logs and for terminals that cannot move the cursor. */
export class PlainReporter extends BaseReporter {
  private readonly begun = Date.now();
  private readonly width = { app: 0 };
  private readonly lastLine = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly write: (line: string) => void = console.log) {
    super();
    this.timer = setInterval(() => this.reportWaits(), 1_000);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
  }

  protected show(app: string, shown: Shown): void {
    const text = sentence(shown);
    if (text !== undefined) this.line(app, text);
  }

  /** Reports the operation that is waited for, if no line has been written for a while. */
  reportWaits(now = Date.now()): void {
    for (const [app, progress] of this.apps) {
      if (progress.waitingFor && now - (this.lastLine.get(app) ?? this.begun) >= LONG_WAIT) {
        this.line(app, `waiting: ${progress.describe()}`);
      }
    }
  }

  private line(app: string, text: string): void {
    this.width.app = Math.max(this.width.app, app.length);
    this.lastLine.set(app, Date.now());
    const elapsed = duration(Date.now() - this.begun);
    this.write(`${app.padEnd(this.width.app)} ${elapsed.padStart(6)}  ${text}`);
  }
}

/** The text of an event; undefined if it is not significant. */
export function sentence(shown: Shown): string | undefined {
  switch (shown.kind) {
    case 'phase':
      return shown.phase;
    case 'note':
      return shown.text;
    case 'finished':
      return `${shown.outcome}: ${shown.text}`;
    case 'completed':
      return shown.action in verbs ? `${verbs[shown.action]} ${shown.address}` : undefined;
    case 'failed':
      return `failed to ${shown.action} ${shown.address}`;
    case 'summary': {
      const { add, change, remove } = shown.counts;
      return shown.operation === 'plan'
        ? `planned: ${add} to add, ${change} to change, ${remove} to destroy`
        : `${add} added, ${change} changed, ${remove} destroyed`;
    }
    case 'diagnostic':
      return shown.diagnostic.severity === 'error' ? `error: ${shown.diagnostic.summary}` : undefined;
    case 'planned':
    case 'started':
    case 'refreshing':
    case 'refreshed':
      return undefined;
  }
}
