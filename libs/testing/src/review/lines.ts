import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Expands a policy to its parsed JSON and a multi-line text to an array of lines, so that a diff shows only the changed
 * line.
 */
function opened(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^\s*[{[]/.test(value)) {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      // The text begins like JSON, but is not JSON.
    }
  }
  return value.includes('\n') ? value.split('\n') : value;
}

/**
 * The name or id of an element of a list, if it has one. By its Sid, a changed statement of a policy is compared with
 * the statement before the change.
 */
function nameOf(element: unknown): unknown {
  const { Sid, sid, name, id } = isFields(element) ? element : {};
  return Sid ?? sid ?? name ?? id;
}
function isSame(one: unknown, other: unknown): boolean {
  const name = nameOf(one);
  return name === undefined ? isDeepStrictEqual(one, other) : isDeepStrictEqual(name, nameOf(other));
}

/**
 * Compares two lists in order, without indexes in the paths. With indexes, all elements after an inserted one would
 * differ.
 */
function ofLists(path: string, base: readonly unknown[], other: readonly unknown[]): string[] {
  const lines: string[] = [];
  let [at, to] = [0, 0];
  const gone: unknown[] = [];
  const settle = (come: readonly unknown[]) => {
    // If equally many elements are added and removed, they are the same elements with changes.
    const isChange = gone.length === come.length && [...gone, ...come].every(isFields);
    if (isChange) lines.push(...come.flatMap((each, index) => differences(path, gone[index], each)));
    else {
      lines.push(
        ...gone.map((each) => `${path}: - ${shown(each)}`),
        ...come.map((each) => `${path}: + ${shown(each)}`),
      );
    }
    gone.length = 0;
  };
  for (const { removed, added, value } of diffArrays([...base], [...other], { comparator: isSame })) {
    if (removed) {
      gone.push(...base.slice(at, (at += value.length)));
      continue;
    }
    const come = other.slice(to, (to += value.length));
    settle(added ? come : []);
    if (added) continue;
    come.forEach((each, index) => lines.push(...differences(path, base[at + index], each)));
    at += come.length;
  }
  settle([]);
  return lines;
}

const shown = (value: unknown) => JSON.stringify(value);

/**
 * The differences of one value from another, one per line: `path: before -> after`, `path: value` for a new part, and
 * `path: none` for a missing one. A missing part is shown without its content, which the other value has.
 */
export function differences(path: string, base: unknown, other: unknown): string[] {
  const areTexts = [base, other].every((each) => each === undefined || typeof each === 'string');
  const [before, after] = areTexts ? [opened(base), opened(other)] : [base, other];
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [`${path}: none`];
  if (isFields(after) && (isFields(before) || (before === undefined && Object.keys(after).length > 0))) {
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].sort();
    return names.flatMap((name) => differences(path ? `${path}.${name}` : name, before?.[name], after[name]));
  }
  const isNewText = before === undefined && typeof other === 'string';
  if (Array.isArray(after) && (Array.isArray(before) || isNewText)) return ofLists(`${path}[]`, before ?? [], after);
  return [`${path}: ${before === undefined ? '' : `${shown(before)} -> `}${shown(after)}`];
}

/** The lines that a text lacks of another (`-`), and that it has in addition (`+`), without context. */
export function changedLines(base: string, other: string): string {
  return diffArrays(base.split('\n'), other.split('\n'))
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) => value.map((line) => `${added ? '+' : '-'} ${line}`))
    .join('\n');
}
