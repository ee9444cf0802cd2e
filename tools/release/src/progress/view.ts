import type { Attempt, Progress } from '../parts/part';
import { shortly } from '../revisions/store';

/** What a person sees of a release while it runs. */
export interface View {
  /** How an attempt stands now; told again and again. */
  show(part: string, attempt: Attempt, instances: readonly Progress[]): void;
  /** Ends the view; after it, plain output may be written. */
  close(): Promise<void>;
}

/** A live view on a terminal; plain lines in CI or in a pipe. */
export async function openView(parts: readonly string[], stream = process.stdout): Promise<View> {
  // A terminal without a width is one that nobody looks at, such as that of `script` in a pipeline.
  const live = stream.isTTY && stream.columns > 0 && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  if (live) return (await import('./live')).LiveView.open(parts);
  return new (await import('./plain')).PlainView();
}

/** How an instance stands, in two or three words. */
export function stateOf({ outcome, event }: Progress): string {
  switch (outcome) {
    case 'running':
      return event ?? 'begins';
    case 'failed':
      return event ? `failed in ${event}` : 'failed';
    default:
      return outcome;
  }
}

/** `2 of 3 instances done`, while it runs; how it ended, afterwards. */
export function summaryOf(attempt: Attempt, instances: readonly Progress[]): string {
  const { outcome, revision, creator, label } = attempt;
  const done = instances.filter((one) => one.outcome === 'succeeded').length;
  const takesBack = creator === 'rollback' || label?.kind === 'return';
  const what = takesBack && revision ? `back to ${shortly(revision)}: ` : '';
  const count = `${what}${done} of ${instances.length} instance${instances.length === 1 ? '' : 's'} done`;
  return outcome === 'running' ? count : `${count}, ${outcome}`;
}
