import type { Json } from '../plan/schema';
import {
  isList,
  keyOf,
  masked,
  maskedOf,
  membersOf,
  nameOf,
  secret,
  secretOf,
  unknown,
  type Members,
  type Value,
} from '../value/value';
import { parsedJson, unpack } from '../value/unpack';
import { keyedDigest } from './digest';
import type { KnownSecrets } from './known-secrets';
import { isPlace, isSecretName, secretsIn } from './looks';

/** The text in place of a secret. */
export const hidden = '(sensitive)';

/** A run of letters that may be packed text inside of another text: a file in the user data of cloud-init. */
const packedRun = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])/g;

/** The part of a change that is shown. */
export interface Raw {
  readonly value: Json | undefined;
  /** `true` for a part that is known only after the apply. @default - all is known */
  readonly unknown?: Json | undefined;
  /** `true` for a sensitive part. @default - nothing is */
  readonly sensitive?: Json | undefined;
}

/** Turns values of plans into values that may be shown. */
export class Masking {
  private readonly shown = new Map<string, string>();

  /**
   * @param key the key of the digests that replace secrets (HMAC-SHA-256). Without a key, a reader could guess a short
   * secret
   * @throws if the key is shorter than 16 characters
   */
  constructor(
    private readonly key: string,
    private readonly known: KnownSecrets,
  ) {
    if (key.length < 16) {
      throw new Error(
        `The key of the digests of secrets has ${key.length} characters; it needs at least 16, or what it hides can be guessed.`,
      );
    }
  }

  /** @param name of the attribute, by which it may be a secret */
  value({ value, unknown: notKnown, sensitive }: Raw, name?: string): Value {
    if (sensitive === true) return secret(this.digests(value, notKnown));
    if (notKnown === true) return unknown;
    if (Array.isArray(value) || Array.isArray(notKnown)) {
      const all = (value ?? []) as readonly Json[];
      const length = Math.max(all.length, Array.isArray(notKnown) ? notKnown.length : 0);
      return Array.from({ length }, (_, index) =>
        this.value({ value: all[index], unknown: at(notKnown, index), sensitive: at(sensitive, index) }, name),
      );
    }
    if (isObject(value) || isObject(notKnown)) return this.members(isObject(value) ? value : {}, notKnown, sensitive);
    if (typeof value === 'string') return this.string(value, name);
    if (typeof value === 'number' && (isSecretName(name) || this.known.has(value))) return secret(this.digest(value));
    return value ?? null;
  }

  private members(value: Readonly<Record<string, Json>>, notKnown?: Json, sensitive?: Json): Members {
    const names = new Set([...Object.keys(value), ...(isObject(notKnown) ? Object.keys(notKnown) : [])]);
    const found: Record<string, Value> = {};
    for (const name of names) {
      const raw = { value: value[name], unknown: at(notKnown, name), sensitive: at(sensitive, name) };
      // A pair such as the environment variables of a container have: { name: 'DB_PASSWORD', value: '...' }.
      const label = ['value', 'Value'].includes(name)
        ? (value['name'] ?? value['key'] ?? value['Name'] ?? value['Key'])
        : name;
      const one = this.value(raw, typeof label === 'string' ? label : name);
      // No value and a missing value are the same for Terraform.
      if (one !== null) found[keyOf(this.text(name))] = one;
    }
    return found;
  }

  private string(value: string, name?: string): Value {
    if (this.known.has(value) || (isSecretName(name) && !isPlace(value))) return secret(this.digest(value));
    const text = this.readable(value);
    return text === undefined ? value : masked({ text, digest: this.digest(value) });
  }

  /** The content of a text, unpacked and with its secrets hidden. Undefined if it contains none. */
  private readable(text: string): string | undefined {
    const json = parsedJson(text);
    if (json !== undefined) {
      const shown = this.value({ value: json as Json });
      if (hasHidden(shown)) return JSON.stringify(plain(shown), null, 2);
    }
    const packed = unpack(text);
    if (packed) return this.readable(packed.text);
    const shown = this.text(text);
    return shown === text ? undefined : shown;
  }

  /** A text that quotes values, such as an error: its secrets are hidden. */
  message(text: string): string {
    return this.text(replaced(text, this.known.wordsIn(text)));
  }

  /** An address: its instance key is a value. The hidden parts of two keys are distinguished by their digests. */
  address(address: string): string {
    return address.replace(/\[.*$/s, (key) => {
      const shown = this.text(key);
      return shown === key ? key : `${shown}#${this.digest(key).slice(0, 12)}`;
    });
  }

  private text(text: string): string {
    const before = this.shown.get(text);
    if (before !== undefined) return before;
    const shown = this.withoutSecrets(text);
    // The same names and short values occur often.
    if (text.length < 100) this.shown.set(text, shown);
    return shown;
  }

  private withoutSecrets(text: string): string {
    const packed = [...text.matchAll(packedRun)]
      .filter(({ 0: run }) => run !== text)
      .filter(({ 0: run }) => {
        const found = unpack(run);
        return found !== undefined && this.readable(found.text) !== undefined;
      })
      .map(({ 0: run, index }) => ({ from: index, to: index + run.length }));
    return replaced(text, [...this.known.placesIn(text), ...secretsIn(text), ...packed]);
  }

  /** A keyed digest of each part of a secret; unknown parts stay unknown. The names of its parts are hidden, too. */
  private digests(value: Json | undefined, notKnown: Json | undefined): Value {
    if (notKnown === true) return unknown;
    if (Array.isArray(value)) return value.map((one, index) => this.digests(one as Json, at(notKnown, index)));
    if (isObject(value) || isObject(notKnown)) {
      const all = isObject(value) ? value : {};
      const names = new Set([...Object.keys(all), ...(isObject(notKnown) ? Object.keys(notKnown) : [])]);
      return Object.fromEntries(
        [...names]
          .filter((name) => (all[name] ?? null) !== null || at(notKnown, name) !== undefined)
          .map((name) => [this.digest(name), this.digests(all[name], at(notKnown, name))]),
      );
    }
    return value === null || value === undefined ? null : this.digest(value);
  }

  private digest(value: unknown): string {
    return keyedDigest(this.key, value);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part of a tree of marks that belongs to a part of the value. */
function at(marks: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(marks)) return typeof step === 'number' ? (marks[step] as Json) : undefined;
  return isObject(marks) && Object.hasOwn(marks, step) ? marks[step] : undefined;
}

/** The text with these places hidden; they may overlap. */
function replaced(text: string, places: readonly { readonly from: number; readonly to: number }[]): string {
  let shown = '';
  let done = 0;
  for (const { from, to } of [...places].sort((one, other) => one.from - other.from || other.to - one.to)) {
    if (to <= done) continue;
    if (from >= done) shown += text.slice(done, from) + hidden;
    done = to;
  }
  return shown + text.slice(done);
}

function hasHidden(value: Value): boolean {
  if (secretOf(value) !== undefined || maskedOf(value)) return true;
  if (isList(value)) return value.some(hasHidden);
  const members = membersOf(value);
  return members !== undefined && Object.entries(members).some(([key, one]) => key.includes(hidden) || hasHidden(one));
}

/** The value as JSON for a person: words in place of hidden parts. */
function plain(value: Value): unknown {
  if (secretOf(value) !== undefined) return hidden;
  const text = maskedOf(value)?.text;
  if (text !== undefined) return text;
  if (isList(value)) return value.map(plain);
  const members = membersOf(value);
  if (!members) return value;
  return Object.fromEntries(Object.entries(members).map(([key, one]) => [nameOf(key), plain(one)]));
}
