import { awsSets } from './aws-sets';

/**
 * True if a list of a plan is a set, so that its elements have no order. An unknown one is a list.
 * @param path the names that lead to it, without the indexes
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
