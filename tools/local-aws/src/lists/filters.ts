import { AwsFailure } from '../protocols/failure';
import { element, list, text, type Xml, type XmlElement } from '../protocols/xml';

/** A filter as sent: an item passes if it has one of the values. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** The filters of a call, from EC2's form: `Filter.1.Name`, `Filter.1.Value.1`. */
export function filtersOf(form: XmlElement): Filter[] {
  return list(form['Filter']).map((each) => {
    const name = text(element(each)['Name']);
    const values = list(element(each)['Value']).map(text);
    if (name === '') throw new AwsFailure('InvalidParameterValue', "The filter 'null' is invalid");
    if (values.length === 0) throw new AwsFailure('InvalidParameterValue', `The filter '${name}' has no values`);
    return { name, values };
  });
}

/**
 * True if a value passes: `*` stands for any characters, `?` for one, and a backslash makes them literal; case counts
 * (EC2 user guide, "Filter by wildcards").
 */
export function passes({ values }: Filter, found: readonly string[]): boolean {
  return values.map(expression).some((wanted) => found.some((value) => wanted.test(value)));
}

function expression(value: string): RegExp {
  const pattern = value.replace(/\\([*?\\])|[*?]|[.+^$()|[\]{}\\/-]/g, (part, literal?: string) => {
    if (literal !== undefined) return `\\${literal}`;
    return { '*': '.*', '?': '.' }[part] ?? `\\${part}`;
  });
  return new RegExp(`^${pattern}$`, 's');
}

/** The plain values at a path; a list in the path is traversed, whatever the name of its elements. */
export function valuesAt(value: Xml | undefined, path: readonly string[]): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [next, ...rest] = path;
  if (next === undefined) return text(value) === '' ? [] : [text(value)];
  return valuesAt(element(value)[next], rest);
}
