import type { Resource } from '@malinshopper/synthesized';
import { layersOf } from './layers';

/** A text in the input of Terraform. */
export interface Text {
  /** Its path: `alarm_actions`, `origin.domain_name`, `output.databaseName.value`. */
  readonly at: string;
  readonly value: string;
  /** True if it is inside a text of JSON: a policy, an event pattern, the input of a function. */
  readonly inJson: boolean;
  /** The name of the value: the last step of `at`; for a `value`, the `name` or `key` beside it, or the step before. */
  readonly name: string;
  /** True if it was encoded there in base64 or hexadecimal digits. @default false */
  readonly wasEncoded?: boolean;
}

/** Dependencies and the provider are not values of a resource. */
const meta = new Set(['//', 'depends_on', 'lifecycle', 'provider']);

const isAction = /^(Not)?Action$/;
const action = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;

/** Returns the JSON object in a text, or undefined if the text contains none. */
function jsonIn(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** The name in a pair of `name` (or `key`) and `value`: of a tag of a group, a header, a parameter. */
const pairName = (value: object): string | undefined => {
  const { name, key } = value as { name?: unknown; key?: unknown };
  return [name, key].find((each) => typeof each === 'string');
};

function read(value: unknown, at: string, name: string, inJson: boolean, into: Text[]): void {
  if (typeof value === 'number') return void into.push({ at, value: String(value), inJson, name });
  if (typeof value === 'string') {
    const json = jsonIn(value);
    if (json) return read(json, at, name, true, into);
    // Policies name thousands of actions, which can be nothing else.
    if (inJson && isAction.test(name) && action.test(value)) return;
    return void into.push({ at, value, inJson, name });
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) return value.forEach((each) => read(each, at, name, inJson, into));
  const called = pairName(value);
  for (const [key, each] of Object.entries(value)) {
    // A key can contain the same as a value: the name of a variable, of a tag, of a condition.
    into.push({ at, value: key, inJson, name: '' });
    read(each, at === '' ? key : `${at}.${key}`, /^values?$/.test(key) ? (called ?? (name || key)) : key, inJson, into);
  }
}

const known = new WeakMap<Resource, readonly Text[]>();

/**
 * Every text of a resource, also in nested blocks, in JSON, and encoded in another text; numbers as texts. The first
 * resource of a stack also has the texts of the stack that belong to no resource: outputs, locals, providers, data
 * sources.
 */
export function textsOf(resource: Resource): readonly Text[] {
  const found = known.get(resource);
  if (found) return found;
  const texts: Text[] = [];
  read(Object.fromEntries(Object.entries(resource.config).filter(([name]) => !meta.has(name))), '', '', false, texts);
  if (resource === resource.stack.resources[0]) read(resource.stack.surroundings(), '', '', false, texts);
  // A decoded text gets the path of the text that contains it.
  const all = texts.flatMap((text) =>
    layersOf(text.value).map((value) => (value === text.value ? text : { ...text, value, wasEncoded: true })),
  );
  known.set(resource, all);
  return all;
}
