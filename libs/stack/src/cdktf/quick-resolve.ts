import { Token, Tokenization, type ResolveOptions } from 'cdktf';
import { resolve as thorough } from 'cdktf/lib/tokens/private/resolve';

/**
 * If a key or value contains one of these, cdktf looks for a number that represents a token (encoding.js,
 * NUMBER_TOKEN_REGEX).
 */
const numberInText = /[-|\d.+]e[-|\d.eE+]/;
/**
 * A number that represents a token is below -1e289: cdktf sets the highest bits of a double (encoding.js,
 * createTokenDouble).
 */
const isPlainNumber = (value: number) => Math.abs(value) < 1e280 && value !== Token.NUMBER_MAP_TOKEN_VALUE;
/** The marker of every token in a text, a list and a map (encoding.js, BEGIN_STRING_TOKEN_MARKER). */
const isPlainText = (text: string) =>
  !text.includes('TfToken[') &&
  !numberInText.test(text) &&
  text !== Token.STRING_MAP_TOKEN_VALUE &&
  text !== Token.ANY_MAP_TOKEN_VALUE;

/**
 * Replaces cdktf's `resolve`, which creates several objects and runs seven regular expressions for each value and each
 * key. This one returns values without a token immediately, and passes everything else to cdktf's own: the result is
 * the same. A synthesis resolves each stack three times, and nine of ten values contain no token.
 */
export function resolveQuickly(): void {
  Tokenization.resolve = (value: unknown, options) => walk(value, [], options);
}

/**
 * @param path the path of the value, extended and shortened during the recursion: it is copied only for cdktf's own
 * `resolve`.
 */
function walk(value: unknown, path: string[], options: ResolveOptions): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && isPlainText(value)) return value;
  if (typeof value === 'number' && isPlainNumber(value)) return value;
  if (path.length < 200) {
    if (Array.isArray(value)) {
      if (value.every(isPlainElement)) return listOf(value, path, options);
    } else if (isPlainObject(value)) {
      return objectOf(value, path, options);
    }
  }
  // The preparation looks for references to other stacks (tfExpression.js:145). These stacks have no pass for it
  // (aws-stack.ts).
  return thorough(value, { ...options, preparing: true, prefix: [...path] });
}

function listOf(values: readonly unknown[], path: string[], options: ResolveOptions): unknown[] {
  const resolved: unknown[] = [];
  for (let index = 0; index < values.length; index++) {
    path.push(String(index));
    const element = walk(values[index], path, options);
    path.pop();
    if (element !== undefined) resolved.push(element);
  }
  return resolved;
}

function objectOf(
  value: Readonly<Record<string, unknown>>,
  path: string[],
  options: ResolveOptions,
): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    path.push(key);
    const member = walk(value[key], path, options);
    path.pop();
    if (member !== undefined) resolved[key] = member;
  }
  return resolved;
}

/** Returns whether an element does not make its list a token as a whole (encoding.js, contains...ListTokenElement). */
function isPlainElement(element: unknown): boolean {
  if (typeof element === 'string') return !element.includes('#{TfToken[');
  return typeof element !== 'number' || isPlainNumber(element);
}

const plainKeys = new Set<string>();

/** A few hundred names of attributes repeat in every resource; ids of resources are far more. */
function isPlainKey(key: string): boolean {
  if (plainKeys.has(key)) return true;
  if (!isPlainText(key)) return false;
  if (plainKeys.size < 10_000) plainKeys.add(key);
  return true;
}

/** Returns whether a value is neither a token nor an instance of a class, and none of its keys contains a token. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  if ('resolve' in value || '_children' in value) return false;
  return Object.keys(value).every(isPlainKey);
}
