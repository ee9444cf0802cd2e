import { LiveReporter } from './live';
import { PlainReporter } from './plain';
import type { Reporter } from './reporter';

/** A live view on a terminal; plain lines in CI or in a pipe. */
export async function openReporter(apps: readonly string[], stream = process.stdout): Promise<Reporter> {
  // No user watches a terminal without a width. `script` in a pipeline has such a terminal.
  const live = stream.isTTY && stream.columns > 0 && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  return live ? LiveReporter.open(apps) : new PlainReporter();
}
