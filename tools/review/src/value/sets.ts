import { awsSets } from './aws-sets';

/**
 * Whether a list of a plan is a set, whose elements have no order. What is not known to be one is a list.
 * @param path the names that lead to it, without the indexes on the way
 */
export function isSet(type: string, path: readonly string[]): boolean {
  return setsOf(type).has(path.join('.'));
}

const read = new Map<string, ReadonlySet<string>>();

function setsOf(type: string): ReadonlySet<string> {
  const found = read.get(type) ?? new Set(Object.hasOwn(awsSets, type) ? awsSets[type]!.split(' ') : []);
  read.set(type, found);
  return found;
}
