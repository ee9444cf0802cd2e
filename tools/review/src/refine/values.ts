import { isSet } from '../value/sets';
import {
  canonical,
  hasUnknown,
  isList,
  isUnknown,
  keysOf,
  maskedOf,
  membersOf,
  nameOf,
  same,
  secretOf,
  type Value,
} from '../value/value';
import { parsedJson } from '../value/unpack';

/** The path to a difference in two values: names and indexes. */
export type At = readonly (string | number)[];

/** One value in two plans. */
export interface ValueDifference {
  readonly path: At;
  readonly reviewed: Value;
  readonly fresh: Value;
}

/** Compares values of resources of one type. */
export class Values {
  /**
   * @param digest returns the keyed digest of a value. One plan can mask a value that the other plan has in plain text:
   * the values are then compared by digest
   */
  constructor(
    private readonly type: string,
    private readonly digest: (value: unknown) => string,
  ) {}

  /**
   * Returns the places where a new value differs from a known part of the reviewed value. An unknown part of the
   * reviewed value can become any value.
   */
  differences(reviewed: Value | undefined, fresh: Value | undefined, path: At = []): ValueDifference[] {
    const was = reviewed ?? null;
    const is = fresh ?? null;
    if (isUnknown(was)) return [];
    const here = [{ path, reviewed: was, fresh: is }];
    if (isUnknown(is)) return here;
    if (same(was, is)) return [];
    if ([was, is].some((one) => secretOf(one) !== undefined || maskedOf(one) !== undefined)) {
      return this.differences(this.digests(was), this.digests(is), path).length > 0 ? here : [];
    }
    if (isList(was) && isList(is)) return this.ofLists(was, is, path) ? [] : here;
    const [oldMembers, newMembers] = [membersOf(was), membersOf(is)];
    if (oldMembers && newMembers) {
      return keysOf(oldMembers, newMembers).flatMap((name) =>
        this.differences(oldMembers[name], newMembers[name], [...path, name]),
      );
    }
    return sameJson(was, is) ? [] : here;
  }

  /**
   * Replaces a value by the tree of digests that masks a secret (mask/masking.ts). It is used if only one of the two
   * plans marks the value as secret.
   */
  private digests(value: Value): Value {
    if (value === null || isUnknown(value)) return value;
    const secret = secretOf(value);
    if (secret !== undefined) return secret;
    const text = maskedOf(value);
    if (text) return text.digest;
    if (isList(value)) return value.map((one) => this.digests(one));
    const members = membersOf(value);
    if (!members) return this.digest(value);
    return Object.fromEntries(
      Object.entries(members).map(([key, one]) => [this.digest(nameOf(key)), this.digests(one)]),
    );
  }

  private ofLists(was: readonly Value[], is: readonly Value[], path: At): boolean {
    const fits = (reviewed: Value, fresh: Value) => this.differences(reviewed, fresh, path).length === 0;
    const names = path.filter((step) => typeof step === 'string');
    if (!isSet(this.type, names)) return was.length === is.length && was.every((one, index) => fits(one, is[index]!));
    const left = pairedOff(was, is, fits);
    // Two elements of a set that turn out to be equal are one: then an unknown one has become equal to another.
    return left !== undefined && left.every((one) => hasUnknown(one) && is.some((fresh) => fits(one, fresh)));
  }
}

/**
 * Pairs each new element with a reviewed one that it refines.
 * @returns the reviewed ones that are left over, or undefined if a new one has none
 */
function pairedOff(
  was: readonly Value[],
  is: readonly Value[],
  fits: (reviewed: Value, fresh: Value) => boolean,
): Value[] | undefined {
  if (is.length > was.length) return undefined;
  // Equal elements need no search.
  const free = new Map<string, number[]>();
  was.forEach((one, index) => {
    const key = canonical(one);
    const all = free.get(key);
    if (all) all.push(index);
    else free.set(key, [index]);
  });
  const taken = new Map<number, number>();
  const open: number[] = [];
  is.forEach((one, index) => {
    const match = free.get(canonical(one))?.pop();
    if (match === undefined) open.push(index);
    else taken.set(match, index);
  });
  // An augmenting path for each other one (Kuhn's algorithm): the first that fits may be needed by another.
  const find = (fresh: number, seen: Set<number>): boolean =>
    was.some((one, index) => {
      if (seen.has(index) || !fits(one, is[fresh]!)) return false;
      seen.add(index);
      const before = taken.get(index);
      if (before !== undefined && !find(before, seen)) return false;
      taken.set(index, fresh);
      return true;
    });
  if (!open.every((fresh) => find(fresh, new Set()))) return undefined;
  return was.filter((_, index) => !taken.has(index));
}

/** Policies are JSON in a text: the order of their keys and the whitespace between them do not count. */
function sameJson(one: Value, other: Value): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  const [was, is] = [parsedJson(one), parsedJson(other)];
  return was !== undefined && is !== undefined && canonical(was) === canonical(is);
}
