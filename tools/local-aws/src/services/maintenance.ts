const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const minute = 60_000;
const week = 7 * 24 * 60 * minute;
/** 1970-01-01 was a Thursday. */
const firstSunday = 3 * 24 * 60 * minute;

/**
 * True if a weekly maintenance window has begun since a moment.
 * @param window in UTC, as RDS and ElastiCache write it: `sun:03:00-sun:04:00`
 * @param since in milliseconds
 * @param now in milliseconds @default - this moment
 */
export function hasBegun(window: string, since: number, now = Date.now()): boolean {
  const [day = '', hours, minutes] = window.toLowerCase().split('-')[0]!.split(':');
  const begins = firstSunday + (days.indexOf(day) * 24 * 60 + Number(hours) * 60 + Number(minutes)) * minute;
  const until = (((begins - since) % week) + week) % week;
  return since + until <= now;
}
