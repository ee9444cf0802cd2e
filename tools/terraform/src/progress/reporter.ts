import { visibleOnTerminal } from '@malinshopper/text';
import type { TerraformEvent } from './events';
import { AppProgress, type Outcome, type Phase } from './app-progress';

/** The view of a person while apps are deployed or destroyed, side by side. */
export interface Reporter {
  /** The app's progress so far; made at the first call. */
  progress(app: string): AppProgress;
  phase(app: string, phase: Phase): void;
  event(app: string, event: TerraformEvent): void;
  /** A note for a person, such as the holder of a lock that is waited for. */
  note(app: string, text: string): void;
  finished(app: string, outcome: Outcome, text: string): void;
  /** Ends the view; after it, plain output may be written. */
  close(): Promise<void>;
}

/** The part that every view shares: one progress per app, fed before the view shows it. */
export abstract class BaseReporter implements Reporter {
  protected readonly apps = new Map<string, AppProgress>();

  progress(app: string): AppProgress {
    const known = this.apps.get(app) ?? new AppProgress(app);
    this.apps.set(app, known);
    return known;
  }

  phase(app: string, phase: Phase): void {
    this.progress(app).enter(phase);
    this.show(app, { kind: 'phase', phase });
  }

  event(app: string, event: TerraformEvent): void {
    this.progress(app).take(event);
    this.show(app, event);
  }

  note(app: string, text: string): void {
    this.show(app, { kind: 'note', text: visibleOnTerminal(text) });
  }

  finished(app: string, outcome: Outcome, text: string): void {
    this.progress(app).leave();
    this.show(app, { kind: 'finished', outcome, text: visibleOnTerminal(text) });
  }

  abstract close(): Promise<void>;
  protected abstract show(app: string, shown: Shown): void;
}

/** The events that a view can show. */
export type Shown =
  | TerraformEvent
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'finished'; readonly outcome: Outcome; readonly text: string };

/** Passes on notes only, such as those about waiting; for steps that take a moment. */
export class NotesReporter extends BaseReporter {
  constructor(private readonly write: (line: string) => void = console.error) {
    super();
  }

  async close(): Promise<void> {
    // Nothing was opened.
  }

  protected show(app: string, shown: Shown): void {
    if (shown.kind === 'note') this.write(`${app}: ${shown.text}`);
  }
}
