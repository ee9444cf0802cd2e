import prettyMs from 'pretty-ms';

/** Formats a duration: `8s`, `1m 20s`, `2h 5m`. Whole seconds, and at most two units. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds === 0 ? '0s' : prettyMs(seconds * 1000, { unitCount: 2 });
}
