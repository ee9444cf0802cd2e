import { duration } from '@malinshopper/terraform';

/** `2026-11-23 08:15:02`, in UTC. */
export function day(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-23 08:15:02 (3m 20s ago)`. */
export function since(time: Date, now = Date.now()): string {
  return `${day(time)} UTC (${duration(now - time.getTime())} ago)`;
}
