/** A field of a cron expression: its name, the numbers that it accepts, and their words. */
interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly words?: readonly string[];
  /** True if the last number means the same as the first. */
  readonly wraps?: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** A leap year's. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Auto Scaling API, PutScheduledUpdateGroupAction, "Recurrence": five fields, as Unix cron has them (crontab.org). */
const fields: readonly Field[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day of the month', first: 1, last: 31 },
  { name: 'month', first: 1, last: 12, words: months },
  { name: 'day of the week', first: 0, last: 7, words: days, wraps: true },
];

/**
 * The fault of a cron expression of Auto Scaling; undefined if it is valid. Syntax of AWS's other schedulers (six
 * fields, `?`, `L`, `W`, `#`, `cron(...)`) and syntax that only some cron implementations accept (`@daily`, ranges that
 * go backwards) is refused.
 */
export function faultOfCron(expression: string): string | undefined {
  const read = numbersIn(expression);
  if (typeof read === 'string') return read;
  const [, , daysOfMonth, ofMonths] = read;
  // With a day of the week it also runs on other days (crontab(5): either field may match).
  const runs =
    !expression.endsWith(' *') || ofMonths.some((month) => Math.min(...daysOfMonth) <= longestMonths[month - 1]!);
  return runs ? undefined : 'no month that it names has such a day: it would never run';
}

/**
 * Returns whether two expressions can match the same minute: Auto Scaling then refuses the second of two actions on a
 * group.
 */
export function meet(a: string, b: string): boolean {
  const [left, right] = [numbersIn(a), numbersIn(b)];
  if (typeof left === 'string' || typeof right === 'string') return false;
  return left.every((numbers, index) => numbers.some((number) => right[index]!.includes(number)));
}

type Numbers = readonly [number[], number[], number[], number[], number[]];

/** Returns the numbers of each field, or a text that describes the first invalid field. */
function numbersIn(expression: string): Numbers | string {
  const parts = expression.split(' ');
  if (parts.length !== fields.length || parts.includes('')) {
    return `it needs five fields with one space between them (${fields.map(({ name }) => name).join(', ')})`;
  }
  const found = fields.map((field, index) => numbersOf(field, parts[index]!));
  return found.find((each) => typeof each === 'string') ?? (found as unknown as Numbers);
}

/** The numbers of a field, or its fault. */
function numbersOf(field: Field, text: string): number[] | string {
  const { name, first, last, words, wraps } = field;
  const numbers: number[] = [];
  for (const item of text.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(item) ?? [];
    const [from, to, more] = range === '*' ? [first, last] : range.split('-').map((end) => read(field, end));
    // A step needs something to step through.
    const until = range.includes('*') || range.includes('-') || step !== undefined ? to : from;
    if (from === undefined || until === undefined || more !== undefined || from > until || Number(step ?? 1) < 1) {
      const orWords = words ? ` or ${words[0]!.toUpperCase()} to ${words.at(-1)!.toUpperCase()}` : '';
      return (
        `its ${name} ${JSON.stringify(text)} must be *, a number from ${first} to ${last}${orWords}, ` +
        'a range such as 1-5, a step such as */15, or several of these with commas'
      );
    }
    for (let number = from; number <= until; number += Number(step ?? 1))
      numbers.push(wraps && number === last ? first : number);
  }
  return numbers;
}

function read({ first, last, words = [] }: Field, text: string): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return first + word;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= first && number <= last ? number : undefined;
}
