import type { View } from './view';

/** A live view on a terminal; plain lines in CI or in a pipe. */
export async function openView(parts: readonly string[], stream = process.stdout): Promise<View> {
  // A terminal without a width has no viewer, such as that of `script` in a pipeline.
  const live = stream.isTTY && stream.columns > 0 && !process.env['CI'] && process.env['TERM'] !== 'dumb';
  if (live) return (await import('./live')).LiveView.open(parts);
  return new (await import('./plain')).PlainView();
}
