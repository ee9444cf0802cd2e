import { inWords, isNothing } from './value';

/** Which way an attribute may change. */
export interface Direction {
  /** How it may change: "may only go up". */
  readonly may: string;
  /** What is lost otherwise: "days to which the server can be restored". */
  readonly loses: string;
  /** What to write instead, from the value that it has. */
  readonly instead: (before: unknown) => string;
  /** Whether a change is of that kind; a text says what is wrong where the values alone do not show it. */
  readonly allows: (before: unknown, after: unknown) => boolean | string;
  /** The same for what Terraform takes over by the plan: what it is to be is written down for the first time. @default - allows */
  readonly allowsImported?: Direction['allows'];
  /** Whether the new value may be known after the apply only, or which attributes in it may. @default false */
  readonly mayBeUnknown?: boolean | readonly string[];
}

const leave = () => 'Leave it as it is';
const number = (value: unknown) => (isNothing(value) ? undefined : Number(value));

/** It says nothing about what the guard keeps. */
export const free: Direction = {
  may: 'may change',
  loses: '',
  instead: leave,
  allows: () => true,
  mayBeUnknown: true,
};

/** Attributes that are free, by their names. */
export const frees = (names: string): Readonly<Record<string, Direction>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, free]));

/** It may not change. */
export const fixed = (loses: string): Direction => ({
  may: 'may not change',
  loses,
  instead: leave,
  allows: () => false,
});

/** Several that may not change, for one reason. */
export const allFixed = (names: string, loses: string): Readonly<Record<string, Direction>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, fixed(loses)]));

/** A number that may only become larger; what was not set may be set, and not be taken away. */
export const up = (loses: string): Direction => ({
  may: 'may only go up',
  loses,
  instead: (before) => `Leave it at ${inWords(before)} or more`,
  allows: (before, after) => {
    const [was, is] = [number(before), number(after)];
    return is !== undefined && is >= (was ?? 0);
  },
});

/** Days for which something is kept, where 0 or nothing stands for ever. */
export const upToEver = (loses: string): Direction => ({
  may: 'may only go up (0 is for ever)',
  loses,
  instead: (before) => (number(before) ? `Leave it at ${inWords(before)} or more` : leave()),
  allows: (before, after) => {
    const [was, is] = [number(before) || Infinity, number(after) || Infinity];
    return is >= was;
  },
});

/** A number that may only become smaller. */
export const down = (loses: string): Direction => ({
  may: 'may only go down',
  loses,
  instead: (before) => `Leave it at ${inWords(before)} or less`,
  allows: (before, after) => {
    const [was, is] = [number(before), number(after)];
    return is !== undefined && is > 0 && is <= (was ?? Infinity);
  },
});

/** A number within bounds. */
export const within = (least: number, most: number, loses: string): Direction => ({
  may: `has to be from ${least}${most === Infinity ? ' up' : ` to ${most}`}`,
  loses,
  instead: () => `Set it to ${least} or more`,
  allows: (_before, after) => {
    const is = number(after);
    return is !== undefined && is >= least && is <= most;
  },
});

/** A limit that may be tuned: to half of it, and to its double. */
export const tuned = (loses: string): Direction => ({
  may: 'may become half of it at least and its double at most',
  loses,
  instead: (before) => `Move it less far from ${inWords(before)}`,
  allows: (before, after) => {
    const [was, is] = [number(before), number(after)];
    if (was === undefined || is === undefined) return false;
    // Half of nothing is nothing.
    if (was === 0) return is >= 0 && is <= 1;
    const [least, most] = [was / 2, was * 2].sort((a, b) => a - b);
    return is >= least! && is <= most!;
  },
});

/** Something that may be switched on, and not off. */
export const on = (loses: string): Direction => ({
  may: 'may only become true',
  loses,
  instead: () => 'Leave it true',
  allows: (before, after) => String(after) === 'true' || (String(before) !== 'true' && isNothing(after)),
});

/** Something that may be switched off, and not on. */
export const off = (loses: string): Direction => ({
  may: 'may only become false',
  loses,
  instead: () => 'Leave it false',
  allows: (_before, after) => String(after) === 'false' || isNothing(after),
});

/** A value that may only become a later one of a list. */
export const ranked = (ranks: readonly string[], loses: string): Direction => ({
  may: `may only become stricter (${ranks.join(' < ')})`,
  loses,
  instead: (before) => `Leave it at ${inWords(before)} or stricter`,
  allows: (before, after) => {
    const [was, is] = [ranks.indexOf(String(before)), ranks.indexOf(String(after))];
    return is !== -1 && is >= was;
  },
});

/** One of some values, whatever it was. */
export const only = (value: string | boolean, loses: string): Direction => ({
  may: `has to be ${String(value)}`,
  loses,
  instead: () => `Set it to ${String(value)}`,
  allows: (_before, after) => after === value,
});

/** A reference that may name something else, and not nothing. */
export const present = (loses: string): Direction => ({
  may: 'may change, and has to name something',
  loses,
  instead: (before) => `Leave it at ${inWords(before)}, or name another one`,
  mayBeUnknown: true,
  allows: (_before, after) => !isNothing(after),
});
