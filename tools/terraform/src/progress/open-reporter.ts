import { LiveReporter } from './live';
import { PlainReporter } from './plain';
import type { Reporter } from './reporter';

/** A live view on a terminal; plain lines in CI or in a pipe. */
export async function openReporter(apps: readonly string[], stream = process.stdout): Promise<Reporter> {
  const live = stream.isTTY && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  return live ? LiveReporter.open(apps) : new PlainReporter();
}
