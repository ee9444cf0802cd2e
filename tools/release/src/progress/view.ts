import type { Attempt, Progress } from '../parts/part';
import { shortId } from '../revisions/store';

/** The view of a release for a person while it runs. */
export interface View {
  /** Shows the present state of an attempt; called again and again. */
  show(part: string, attempt: Attempt, instances: readonly Progress[]): void;
  /** Ends the view; after it, plain output may be written. */
  close(): Promise<void>;
}

/** The state of an instance, in two or three words. */
export function stateOf({ outcome, event }: Progress): string {
  switch (outcome) {
    case 'running':
      return event ?? 'begins';
    case 'failed':
      return event ? `failed in ${event}` : 'failed';
    case 'waiting':
    case 'succeeded':
    case 'skipped':
      return outcome;
  }
}

/** Returns `2 of 3 instances done` while a deployment runs, and its result after its end. */
export function summaryOf(attempt: Attempt, instances: readonly Progress[]): string {
  const { outcome, revision, creator, label } = attempt;
  const done = instances.filter((one) => one.outcome === 'succeeded').length;
  const takesBack = creator === 'rollback' || label?.kind === 'return';
  const what = takesBack && revision ? `back to ${shortId(revision)}: ` : '';
  const count = `${what}${done} of ${instances.length} instance${instances.length === 1 ? '' : 's'} done`;
  return outcome === 'running' ? count : `${count}, ${outcome}`;
}
