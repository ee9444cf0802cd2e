import { visible } from '@malinshopper/text';
import { duration } from '../durations';
import type { Diagnostic, TerraformEvent } from './events';

/** A phase of an app's run, in the order of a deploy. */
export type Phase = 'checks' | 'init' | 'plan' | 'apply' | 'destroy' | 'verify';
export type Outcome = 'done' | 'failed' | 'skipped';

/** Terraform's names for planned changes, with the number of steps of an apply. */
const stepsOf: Record<string, number> = { create: 1, update: 1, delete: 1, replace: 2 };

/** The progress of one app, from its events so far. */
export class AppProgress {
  readonly begun: number;
  readonly phases: { readonly phase: Phase; readonly from: number; to?: number }[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** The number of steps of the planned changes: a replacement is two, a move or an import none. */
  private planned = 0;
  private done = 0;
  private readonly running = new Map<string, { readonly action: string; readonly since: number }>();

  constructor(
    readonly app: string,
    private readonly now: () => number = Date.now,
  ) {
    this.begun = now();
  }

  /** Begins a phase, which ends the one before. */
  enter(phase: Phase): void {
    this.leave();
    this.phases.push({ phase, from: this.now() });
    // Terraform repeats the planned changes at the beginning of an apply.
    this.planned = 0;
    this.done = 0;
  }

  leave(): void {
    const current = this.phases.at(-1);
    if (current && current.to === undefined) current.to = this.now();
    this.running.clear();
  }

  take(event: TerraformEvent): void {
    switch (event.kind) {
      case 'planned':
        this.planned += stepsOf[event.action] ?? 0;
        return;
      case 'started':
        this.running.set(event.address, { action: event.action, since: this.now() });
        return;
      case 'completed':
      case 'failed':
        this.running.delete(event.address);
        // Data sources that are read during an apply are not among the planned resources.
        if (event.action !== 'read') this.done += 1;
        return;
      case 'diagnostic':
        this.diagnostics.push(event.diagnostic);
        return;
      case 'refreshing':
      case 'refreshed':
      case 'summary':
        return;
    }
  }

  /** The phase that it is in; undefined while it waits for its turn. */
  get phase(): Phase | undefined {
    const current = this.phases.at(-1);
    return current?.to === undefined ? current?.phase : undefined;
  }

  /** True if it has been in a phase, or is in it. */
  hasEntered(phase: Phase): boolean {
    return this.phases.some((one) => one.phase === phase);
  }

  /** The number of steps of the last plan. */
  get steps(): number {
    return this.planned;
  }

  /** `12/40`, while resources are changed and right after. */
  get count(): string {
    const phase = this.phases.at(-1)?.phase;
    const counts = phase === 'apply' || phase === 'destroy';
    return counts && this.planned > 0 ? `${Math.min(this.done, this.planned)}/${this.planned}` : '';
  }

  /** The longest running operation, with the number of others. */
  get waitingFor():
    { readonly address: string; readonly action: string; readonly for: number; readonly others: number } | undefined {
    const [longest] = this.running;
    if (!longest) return undefined;
    const [address, { action, since }] = longest;
    return { address, action, for: this.now() - since, others: this.running.size - 1 };
  }

  /** One short text for a line on the terminal. */
  describe(): string {
    const waiting = this.waitingFor;
    const others = waiting && waiting.others > 0 ? ` and ${waiting.others} more` : '';
    const wait = waiting ? `${waiting.action} ${visible(waiting.address)} ${duration(waiting.for)}${others}` : '';
    return [this.phase ?? 'waiting for its turn', this.count, wait].filter(Boolean).join(' · ');
  }
}
