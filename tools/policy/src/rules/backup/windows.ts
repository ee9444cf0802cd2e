import type { Block, Resource } from '@malinshopper/synthesized';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const day = 24 * 60;
const week = days.length * day;

/** A span of minutes in a week, counted from Sunday 00:00 UTC. Its end may be in the next week. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

const minutesOf = (hours: string, minutes: string) => Number(hours) * 60 + Number(minutes);

/** A maintenance window: `sun:03:00-sun:04:00`. */
function maintenance(value: unknown): Span | undefined {
  const found = /^(\w{3}):(\d\d):(\d\d)-(\w{3}):(\d\d):(\d\d)$/.exec(String(value).toLowerCase());
  if (!found) return undefined;
  const at = (index: number) =>
    days.indexOf(found[index] as (typeof days)[number]) * day + minutesOf(found[index + 1]!, found[index + 2]!);
  const [from, to] = [at(1), at(4)];
  return { from, to: to <= from ? to + week : to, what: `the maintenance window ${String(value)}` };
}

/** A daily backup window: `01:30-02:30`. */
function ownBackups(value: unknown): Span[] {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(String(value));
  if (!found) return [];
  const [from, to] = [minutesOf(found[1]!, found[2]!), minutesOf(found[3]!, found[4]!)];
  return days.map((name, index) => ({
    from: index * day + from,
    to: index * day + (to <= from ? to + day : to),
    what: `the backup window ${String(value)} (${name})`,
  }));
}

/**
 * The spans in which the jobs of a plan's rule may start: from its time to the end of its start window. AWS's default
 * is eight hours.
 */
export function startsOf({ schedule, start_window: length = 480 }: Block): Span[] | undefined {
  const found = /^cron\((\d+) (\d+) \S+ \S+ \S+ \S+\)$/.exec(String(schedule));
  if (!found) return undefined;
  const from = minutesOf(found[2]!, found[1]!);
  // One span for each day of the week: a schedule by day of the month falls on each weekday at some time.
  return days.map((_, index) => ({ from: index * day + from, to: index * day + from + Number(length), what: '' }));
}

/** True if two spans overlap, also across the end of the week. */
export const overlap = (one: Span, other: Span) =>
  [-week, 0, week].some((shift) => one.from < other.to + shift && other.from + shift < one.to);

/** The maintenance window of a server, then its backup windows. Undefined if RDS chooses one of them. */
export function windowsOf({ config }: Resource): Span[] | undefined {
  const patched = maintenance(config['maintenance_window']);
  const copied = ownBackups(config['backup_window']);
  return patched && copied.length > 0 ? [patched, ...copied] : undefined;
}
