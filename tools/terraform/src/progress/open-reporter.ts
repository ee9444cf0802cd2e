import { LiveReporter } from './live';
import { PlainReporter } from './plain';
import type { Reporter } from './reporter';

/** A live view on a terminal; plain lines in CI or in a pipe. */
export async function openReporter(apps: readonly string[], stream = process.stdout): Promise<Reporter> {
  // A terminal without a width is not in use by a person, such as that of `script` in a pipeline.
  const live = stream.isTTY && stream.columns > 0 && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  return live ? LiveReporter.open(apps) : new PlainReporter();
}
