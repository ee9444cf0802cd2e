import { inWords, isNothing } from './value';

/** The permitted changes of an attribute. */
export interface Direction {
  /** The permitted change: "may only go up". */
  readonly may: string;
  /** The consequence of any other change, as a noun: "days to which the server can be restored". */
  readonly loses: string;
  /** The recommendation, from the current value. */
  readonly instead: (before: unknown) => string;
  /** True if a change is permitted. A text describes the fault where the values alone do not show it. */
  readonly allows: (before: unknown, after: unknown) => boolean | string;
  /**
   * Judges the change of a resource that the plan imports into Terraform: its intended value is declared for the first
   * time. @default - allows
   */
  readonly allowsImported?: Direction['allows'];
  /** True if the new value may be unknown until the apply, or the attributes in it that may. @default false */
  readonly mayBeUnknown?: boolean | readonly string[];
}

const leave = () => 'Leave it as it is';
const number = (value: unknown) => (isNothing(value) ? undefined : Number(value));

/** It does not affect anything that the guard protects. */
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

/** It must not change. */
export const fixed = (loses: string): Direction => ({
  may: 'must not change',
  loses,
  instead: leave,
  allows: () => false,
});

/** Several attributes that must not change, for one reason. */
export const allFixed = (names: string, loses: string): Readonly<Record<string, Direction>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, fixed(loses)]));

/** A number that may only increase. An unset one may be set, and a set one must not be removed. */
export const up = (loses: string): Direction => ({
  may: 'may only go up',
  loses,
  instead: (before) => `Leave it at ${inWords(before)} or more`,
  allows: (before, after) => {
    const [was, is] = [number(before), number(after)];
    return is !== undefined && is >= (was ?? 0);
  },
});

/** The retention of data in days, where 0 or an unset value means for ever. */
export const upToEver = (loses: string): Direction => ({
  may: 'may only go up (0 is for ever)',
  loses,
  instead: (before) => (number(before) ? `Leave it at ${inWords(before)} or more` : leave()),
  allows: (before, after) => {
    const [was, is] = [number(before) || Infinity, number(after) || Infinity];
    return is >= was;
  },
});

/** A number that may only decrease. */
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

/** A limit that may be tuned: between half and twice its value. */
export const tuned = (loses: string): Direction => ({
  may: 'may only change to a value between half and twice its own',
  loses,
  instead: (before) => `Set it closer to ${inWords(before)}`,
  allows: (before, after) => {
    const [was, is] = [number(before), number(after)];
    if (was === undefined || is === undefined) return false;
    // Half of zero is zero.
    if (was === 0) return is >= 0 && is <= 1;
    const [least, most] = [was / 2, was * 2].sort((a, b) => a - b);
    return is >= least! && is <= most!;
  },
});

/** A switch that may be enabled, and not disabled. */
export const on = (loses: string): Direction => ({
  may: 'may only become true',
  loses,
  instead: () => 'Leave it true',
  allows: (before, after) => String(after) === 'true' || (String(before) !== 'true' && isNothing(after)),
});

/** A switch that may be disabled, and not enabled. */
export const off = (loses: string): Direction => ({
  may: 'may only become false',
  loses,
  instead: () => 'Leave it false',
  allows: (_before, after) => String(after) === 'false' || isNothing(after),
});

/** A value that may only move forward in a list. */
export const ranked = (ranks: readonly string[], loses: string): Direction => ({
  may: `may only become stricter (${ranks.join(' < ')})`,
  loses,
  instead: (before) => `Leave it at ${inWords(before)} or stricter`,
  allows: (before, after) => {
    const [was, is] = [ranks.indexOf(String(before)), ranks.indexOf(String(after))];
    return is !== -1 && is >= was;
  },
});

/** One permitted value, whatever the current one is. */
export const only = (value: string | boolean, loses: string): Direction => ({
  may: `has to be ${String(value)}`,
  loses,
  instead: () => `Set it to ${String(value)}`,
  allows: (_before, after) => after === value,
});

/** A reference that may change, and must not be removed. */
export const present = (loses: string): Direction => ({
  may: 'may change, and has to name something',
  loses,
  instead: (before) => `Leave it at ${inWords(before)}, or name another one`,
  mayBeUnknown: true,
  allows: (_before, after) => !isNothing(after),
});
