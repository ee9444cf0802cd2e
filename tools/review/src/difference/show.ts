import { hidden } from '../mask/masking';
import { isList, isUnknown, maskedOf, membersOf, nameOf, secretOf, type Value } from '../value/value';

/** The text that is shown for a value that is not known yet. Terraform shows the same text. */
export const later = '(known after apply)';

/** A value in one line, much like JSON. */
export function show(value: Value | undefined): string {
  if (isUnknown(value)) return later;
  const secret = secretOf(value);
  if (secret !== undefined) return isUnknown(secret) ? '(sensitive, known after apply)' : hidden;
  const text = maskedOf(value)?.text;
  if (text !== undefined) return JSON.stringify(text);
  if (isList(value)) return `[${value.map(show).join(', ')}]`;
  const members = membersOf(value);
  if (!members) return JSON.stringify(value ?? null);
  const shown = Object.entries(members).map(([key, one]) => `${plainName(nameOf(key))}: ${show(one)}`);
  return `{${shown.length > 0 ? ` ${shown.join(', ')} ` : ''}}`;
}

const plainName = (name: string) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name));

/**
 * Returns the first characters of a text and the number of omitted characters, or the whole text if it is not longer
 * than this.
 */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  const shown = `${kept}… (${text.length - kept.length} more characters)`;
  return shown.length < text.length ? shown : text;
}
