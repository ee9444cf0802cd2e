/** Times as AWS writes them. */

const NAMES: Readonly<Record<'month' | 'weekday', readonly string[]>> = {
  month: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  weekday: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

interface Field {
  readonly from: number;
  readonly to: number;
  readonly names?: keyof typeof NAMES;
}
const minute: Field = { from: 0, to: 59 };
const hour: Field = { from: 0, to: 23 };
const day: Field = { from: 1, to: 31 };
const month: Field = { from: 1, to: 12, names: 'month' };
const year: Field = { from: 1970, to: 2199 };

function isField(written: string, { from, to, names }: Field): boolean {
  const value = (part: string) => {
    const named = names ? NAMES[names].indexOf(part.toUpperCase()) : -1;
    if (named >= 0) return names === 'month' ? named + 1 : named + from;
    return /^\d+$/.test(part) ? Number(part) : NaN;
  };
  const isWithin = (part: string) => value(part) >= from && value(part) <= to;
  return written.split(',').every((part) => {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (step !== undefined && Number(step) === 0) return false;
    if (range === '*') return true;
    const ends = range.split('-');
    return ends.length <= 2 && ends.every(isWithin) && (ends.length === 1 || value(ends[0]!) <= value(ends[1]!));
  });
}

/**
 * Unix cron, in EC2 Auto Scaling's format: five fields, Sunday is 0 and 7 (API reference:
 * PutScheduledUpdateGroupAction).
 */
export function isUnixCron(written: string): boolean {
  const fields = written.trim().split(/\s+/);
  const weekday: Field = { from: 0, to: 7, names: 'weekday' };
  const wanted = [minute, hour, day, month, weekday];
  return fields.length === wanted.length && fields.every((field, index) => isField(field, wanted[index]!));
}

/**
 * `cron(...)` with six fields, or `rate(...)`: EventBridge user guide, "Setting a schedule pattern". One of the two days has to be `?`,
 * and Sunday is 1.
 */
export function isAwsSchedule(written: string): boolean {
  const [, number, unit] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(written) ?? [];
  if (unit !== undefined) return Number(number) > 0 && unit.endsWith('s') === (Number(number) !== 1);
  const [, inside = ''] = /^cron\((.*)\)$/.exec(written) ?? [];
  const fields = inside.split(/\s+/);
  if (fields.length !== 6) return false;
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  if ((days === '?') === (weekdays === '?')) return false;
  const weekday: Field = { from: 1, to: 7, names: 'weekday' };
  return (
    isField(minutes, minute) &&
    isField(hours, hour) &&
    (days === '?' || /^(L|LW|\d{1,2}W)$/.test(days) || isField(days, day)) &&
    isField(months, month) &&
    (weekdays === '?' || /^([1-7]|[A-Za-z]{3})?(L|#[1-5])$/.test(weekdays) || isField(weekdays, weekday)) &&
    isField(years, year)
  );
}

/** A name of the IANA's database (`Europe/Berlin`), case-sensitive. */
export function isTimeZone(name: string): boolean {
  if (name === 'UTC' || name === 'GMT') return true;
  if (!/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_+\-0-9]*)+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const MINUTES_OF_DAY = 24 * 60;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TIME = '([01]\\d|2[0-3]):([0-5]\\d)';

/**
 * The minutes of a week in a window: `01:30-02:30` of every day, `sun:03:00-sun:04:00` of one. Undefined if it is not
 * valid.
 */
export function windowOf(written: string): { readonly length: number; readonly starts: readonly number[] } | undefined {
  const daily = new RegExp(`^${TIME}-${TIME}$`).exec(written);
  if (daily) {
    const [from, to] = [Number(daily[1]) * 60 + Number(daily[2]), Number(daily[3]) * 60 + Number(daily[4])];
    return {
      length: (to - from + MINUTES_OF_DAY) % MINUTES_OF_DAY,
      starts: DAYS.map((_day, index) => index * MINUTES_OF_DAY + from),
    };
  }
  const weekly = new RegExp(`^(${DAYS.join('|')}):${TIME}-(${DAYS.join('|')}):${TIME}$`, 'i').exec(written);
  if (!weekly) return undefined;
  const at = (name = '', hours = '', minutes = '') =>
    DAYS.indexOf(name.toLowerCase()) * MINUTES_OF_DAY + Number(hours) * 60 + Number(minutes);
  const [from, to] = [at(weekly[1], weekly[2], weekly[3]), at(weekly[4], weekly[5], weekly[6])];
  const week = DAYS.length * MINUTES_OF_DAY;
  return { length: (to - from + week) % week, starts: [from] };
}

/** True if two windows have a minute in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [windowOf(one), windowOf(other)];
  if (!a || !b) return false;
  const week = DAYS.length * MINUTES_OF_DAY;
  return a.starts.some((first) =>
    b.starts.some((second) => (second - first + week) % week < a.length || (first - second + week) % week < b.length),
  );
}
