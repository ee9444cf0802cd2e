import { shortly } from '../durations';
import type { Diagnostic, TerraformEvent } from './events';

/** What an app is going through. The order is the order of a deploy. */
export type Phase = 'synth' | 'checks' | 'init' | 'plan' | 'apply' | 'unprotect' | 'destroy';
export type Outcome = 'done' | 'failed' | 'skipped';

/** How far one app is: what the events said so far. */
export class AppProgress {
  readonly begun: number;
  readonly phases: { readonly phase: Phase; readonly from: number; to?: number }[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private planned = new Set<string>();
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
    if (phase === 'plan') this.planned = new Set();
    if (phase === 'apply' || phase === 'destroy') this.done = 0;
  }

  leave(): void {
    const current = this.phases.at(-1);
    if (current && current.to === undefined) current.to = this.now();
    this.running.clear();
  }

  take(event: TerraformEvent): void {
    switch (event.kind) {
      case 'planned':
        this.planned.add(event.address);
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

  get phase(): Phase | undefined {
    return this.phases.at(-1)?.phase;
  }

  /** `12/40`, while resources are changed. */
  get count(): string {
    const counts = this.phase === 'apply' || this.phase === 'destroy';
    return counts && this.planned.size > 0 ? `${Math.min(this.done, this.planned.size)}/${this.planned.size}` : '';
  }

  /** What has been running longest, with how many others. */
  get waitingFor(): { readonly address: string; readonly action: string; readonly for: number; readonly others: number } | undefined {
    const [longest] = this.running;
    if (!longest) return undefined;
    const [address, { action, since }] = longest;
    return { address, action, for: this.now() - since, others: this.running.size - 1 };
  }

  /** One short text for a line on the terminal. */
  describe(): string {
    const waiting = this.waitingFor;
    const others = waiting && waiting.others > 0 ? ` and ${waiting.others} more` : '';
    const wait = waiting ? `${waiting.action} ${waiting.address} ${shortly(waiting.for)}${others}` : '';
    return [this.phase, this.count, wait].filter(Boolean).join(' · ');
  }
}
