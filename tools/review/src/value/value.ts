import { isDeepStrictEqual } from 'node:util';
import stringify from 'fast-json-stable-stringify';

/**
 * A value of a plan that may be shown: unknown and secret parts are marked in the data itself. A mark is an object with the key `~`; a key of the
 * plan with the same start has one more.
 */
export type Value = null | boolean | number | string | readonly Value[] | Members;
export interface Members {
  readonly [name: string]: Value;
}

const mark = '~';

/** It is known only after the apply. */
export const unknown: Value = { [mark]: 'unknown' };

/** @param of the value with a keyed digest in place of each known part */
export const secret = (of: Value): Value => ({ [mark]: 'secret', of });

/** A text with a hidden part. */
export interface Masked {
  /** The content with its secret parts replaced: unpacked, if it was packed. */
  readonly text: string;
  /** A keyed digest of the whole. */
  readonly digest: string;
}

export const masked = ({ text, digest }: Masked): Value => ({ [mark]: 'masked', text, digest });

export const isMembers = (value: Value | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

const markOf = (value: Value | undefined) => (isMembers(value) ? value[mark] : undefined);
export const isUnknown = (value: Value | undefined): boolean => markOf(value) === 'unknown';

/** Returns the digests of a secret, or undefined if the value is not a secret. */
export function secretOf(value: Value | undefined): Value | undefined {
  return isMembers(value) && value[mark] === 'secret' ? value['of'] : undefined;
}

export function maskedOf(value: Value | undefined): Masked | undefined {
  return isMembers(value) && value[mark] === 'masked' ? (value as unknown as Masked) : undefined;
}

/** The members of an object, by their names in the plan; undefined if the value is a mark or no object. */
export function membersOf(value: Value | undefined): Members | undefined {
  if (!isMembers(value) || markOf(value) !== undefined) return undefined;
  return value;
}

/** The key of a member of the plan, distinct from a mark. */
export const keyOf = (name: string): string => (name.startsWith(mark) ? `${mark}${name}` : name);
/** The name of a key: removes the prefix that `keyOf` adds. */
export const nameOf = (key: string): string => (key.startsWith(mark) ? key.slice(1) : key);

/** The keys of both, each once and in order. */
export const keysOf = (one: object, other: object): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

/** The value as JSON with sorted keys: two values are equal if and only if their JSON texts are equal. */
export const canonical = (value: unknown): string => stringify(value ?? null);

export const same = (one: Value | undefined, other: Value | undefined): boolean =>
  one === other || isDeepStrictEqual(one ?? null, other ?? null);

/** True if any part of it is known only after the apply. */
export function hasUnknown(value: Value | undefined): boolean {
  if (isUnknown(value)) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isMembers(value) && Object.values(value).some(hasUnknown);
}

/** True if two values differ only in unknown parts of the second one. */
export function differsOnlyInUnknown(before: Value | undefined, after: Value | undefined): boolean {
  if (isUnknown(after)) return true;
  if (!hasUnknown(after)) return same(before, after);
  if (isList(after)) {
    return (
      isList(before) &&
      before.length === after.length &&
      after.every((one, index) => differsOnlyInUnknown(before[index], one))
    );
  }
  if (!isMembers(after) || !isMembers(before)) return false;
  return keysOf(before, after).every((name) => differsOnlyInUnknown(before[name] ?? null, after[name] ?? null));
}
