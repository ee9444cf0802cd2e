import { isDeepStrictEqual } from 'node:util';
import { isSet } from '@malinshopper/review';
import stringify from 'fast-json-stable-stringify';

/**
 * Returns a value without its empty parts. The provider reads an attribute that is not set as null, false, 0, or as an empty text, list or map, and
 * not always as the same one. Sets have no order, and JSON is compared as JSON.
 */
function normal(value: unknown, type: string, path: readonly string[]): unknown {
  if (typeof value === 'string') return jsonIn(value) ?? (value === '' ? undefined : value);
  if (typeof value !== 'object' || value === null) return value || undefined;
  if (Array.isArray(value)) {
    const all = value.map((one) => normal(one, type, path)).filter((one) => one !== undefined);
    if (isSet(type, path)) all.sort((one, other) => (stringify(one) < stringify(other) ? -1 : 1));
    return all.length > 0 ? all : undefined;
  }
  const members = Object.entries(value)
    .map(([name, inner]) => [name, normal(inner, type, [...path, name])] as const)
    .filter(([, inner]) => inner !== undefined);
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The prefix of AWS's own tags, which only AWS sets (AWS General Reference, "Tagging your AWS resources": reserved prefix). */
const isOfAws = (tag: string) => tag.toLowerCase().startsWith('aws:');

const withoutTagsOfAws = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([tag]) => !isOfAws(tag)))
    : value;

type Values = Readonly<Record<string, unknown>>;

/** Returns the attributes of a resource, at the top level, that have another value in AWS than in the state. */
export function changedAttributes(type: string, before: Values, after: Values): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const differs = (name: string) => {
    const isTags = name === 'tags' || name === 'tags_all';
    const [was, is] = [before[name], after[name]].map((value) =>
      normal(isTags ? withoutTagsOfAws(value) : value, type, [name]),
    );
    return !isDeepStrictEqual(was, is);
  };
  const changed = names.filter(differs);
  // `tags_all` contains the tags of the resource and the tags of the provider, so a changed tag would be listed twice.
  return changed.includes('tags') ? changed.filter((name) => name !== 'tags_all') : changed;
}
