import type { Call } from '../../gateway/call';
import { parsedJson } from '../../protocols/json';
import { parseXml } from '../../protocols/xml';
import type { Parameters } from '../parameters';

/** The texts of a request, by the names of its members: a text counts for every member that contains it. */
export type Members = ReadonlyMap<string, readonly string[]>;

/** The members of a request of any protocol. For a REST request the parts of its path are members of `path`. */
export function membersOf({ path, body, headers }: Call, { fields }: Pick<Parameters, 'fields'>): Members {
  const members = new Map<string, string[]>();
  const note = (value: unknown, within: readonly string[]): void => {
    if (Array.isArray(value)) return value.forEach((one) => note(one, within));
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).forEach(([name, inner]) => note(inner, [...within, name]));
    }
    // A member that is switched off, or empty, counts as absent.
    if (value === undefined || value === null || value === '' || String(value) === 'false') return;
    for (const name of within) members.set(name, [...(members.get(name) ?? []), String(value)]);
  };
  note(fields, []);
  note(decodeURIComponent(path).split('/').slice(1), ['path']);
  if (headers['x-amz-target'] === undefined) note(restBody(body.toString()), []);
  return members;
}

/** A REST service has XML or JSON in its body; a form has been read already. */
function restBody(body: string): unknown {
  if (body.startsWith('{')) return parsedJson(body);
  return body.startsWith('<') ? parseXml(body) : {};
}

/** All texts of a request, or of those members, that match the pattern. */
export function textsLike(members: Members, pattern: RegExp, of: readonly string[] = [...members.keys()]): string[] {
  const texts = of.flatMap((name) => members.get(name) ?? []).flatMap((value) => value.split(','));
  return [...new Set(texts.map((value) => value.trim()).filter((value) => pattern.test(value)))];
}
