import prettyMs from 'pretty-ms';

/** `8s`, `1m 20s`, `2h 5m`: whole seconds, and only what a waiting person needs. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds === 0 ? '0s' : prettyMs(seconds * 1000, { unitCount: 2 });
}
