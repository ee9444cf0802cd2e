import { duration } from '@malinshopper/terraform';
import type { Attempt, Progress } from '../parts/part';
import { together } from '../wording';
import { stateOf, summaryOf, type View } from './view';

/**
 * A line whenever instances have reached another lifecycle event: for logs and for terminals that cannot move the
 * cursor.
 */
export class PlainView implements View {
  private readonly begun = Date.now();
  /** The last printed state of each instance of an attempt. */
  private readonly said = new Map<string, string>();

  constructor(private readonly write: (line: string) => void = console.log) {}

  show(part: string, attempt: Attempt, instances: readonly Progress[]): void {
    const changed = new Map<string, string[]>();
    for (const one of instances) {
      const state = stateOf(one);
      if (!this.isNews(`${attempt.id} ${one.instance}`, state) || state === 'waiting') continue;
      changed.set(state, [...(changed.get(state) ?? []), one.instance]);
    }
    for (const [state, those] of changed) this.line(part, `${state.padEnd(18)} ${together(those)}`);
    if (attempt.outcome !== 'running' && this.isNews(attempt.id, attempt.outcome)) {
      this.line(part, summaryOf(attempt, instances));
    }
  }

  async close(): Promise<void> {
    // Nothing was opened.
  }

  private isNews(about: string, text: string): boolean {
    const known = this.said.get(about) === text;
    this.said.set(about, text);
    return !known;
  }

  private line(part: string, text: string): void {
    this.write(`${part.padEnd(9)} ${duration(Date.now() - this.begun).padStart(6)}  ${text}`);
  }
}
