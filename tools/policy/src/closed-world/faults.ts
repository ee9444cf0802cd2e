import { entriesOf } from '@malinshopper/synthesized';

/** Describes the fault of a value. Undefined if there is none. */
export type ValueFault = (value: unknown) => string | undefined;

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'not set';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
};

/** The value is exactly this one. */
export const exactly =
  (...wanted: readonly unknown[]): ValueFault =>
  (value) =>
    wanted.some((each) => JSON.stringify(each) === JSON.stringify(value))
      ? undefined
      : `is ${shown(value)} instead of ${wanted.map(shown).join(' or ')}`;

/** The value is a text of this form. */
export const matching =
  (form: RegExp): ValueFault =>
  (value) =>
    typeof value === 'string' && form.test(value)
      ? undefined
      : `is ${shown(value)}, which does not match ${form.source}`;

/** The value is not set, or passes. */
export const optional =
  (fault: ValueFault): ValueFault =>
  (value) =>
    value === undefined ? undefined : fault(value);

/**
 * The faults of an object: keys that are not in the table, and values that do not pass. All of them together, each with
 * its path.
 */
export function faultsIn(value: unknown, table: Readonly<Record<string, ValueFault>>): string | undefined {
  const found = entriesOf(value);
  const unknown = found
    .filter(([key]) => !Object.hasOwn(table, key))
    .map(([key]) => `has ${key}, which no rule understands`);
  const wrong = Object.entries(table).flatMap(([key, fault]) => {
    const why = fault(found.find(([name]) => name === key)?.[1]);
    return why === undefined ? [] : [`${key} ${why}`];
  });
  const faults = [...unknown, ...wrong];
  return faults.length > 0 ? faults.join('; ') : undefined;
}

/**
 * The value is an object with these keys, each of which passes. In JSON, Terraform also accepts a list of one block.
 */
export const blockOf =
  (table: Readonly<Record<string, ValueFault>>): ValueFault =>
  (value) => {
    const [first, ...more] = Array.isArray(value) ? (value as unknown[]) : [value];
    if (more.length > 0 || typeof first !== 'object' || first === null) return `is ${shown(value)}, and not one block`;
    const fault = faultsIn(first, table);
    return fault && `(${fault})`;
  };
