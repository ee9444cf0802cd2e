import { canonical } from '../value/value';
import { parsedJson, unpack } from '../value/unpack';

/** A shorter one could be any word; it is hidden only at its own place, and if a whole value is equal to it. */
const shortestPart = 6;
const shortestWhole = 3;

interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * The values that are secret somewhere: they are secret in every other place too, in any app. Terraform prints the sensitive output of one app in
 * plain text in the plan of its readers (hashicorp/terraform#29544).
 */
export class KnownSecrets {
  private readonly whole = new Set<string>();
  /** The secrets to find inside of texts, by their first characters. */
  private readonly byStart = new Map<string, string[]>();

  /** @param open words that are public and stay readable: names of apps and environments */
  constructor(private readonly open: ReadonlySet<string> = new Set()) {}

  /** Adds a value and everything in it: the members of a list, of JSON in a text, of a packed text. */
  add(value: unknown): void {
    if (typeof value === 'string') this.addText(value);
    else if (typeof value === 'number') this.addWhole(String(value));
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) this.add(one);
  }

  private addText(text: string): void {
    this.addWhole(text);
    const inside = parsedJson(text) ?? unpack(text)?.text;
    if (inside !== undefined) this.add(inside);
    for (const line of text.includes('\n') ? text.split('\n') : []) this.addPart(line.trim());
    // In its forms in JSON, in an address and packed.
    const json = JSON.stringify(text).slice(1, -1);
    for (const form of [
      text,
      json,
      encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ]) {
      this.addPart(form);
    }
  }

  private addWhole(text: string): void {
    if (text.length >= shortestWhole && !this.isOpen(text)) this.whole.add(text);
  }

  private addPart(text: string): void {
    if (text.length < shortestPart || this.isOpen(text)) return;
    const start = text.slice(0, shortestPart);
    const all = this.byStart.get(start) ?? [];
    if (!all.includes(text)) all.push(text);
    this.byStart.set(start, all);
  }

  private isOpen(text: string): boolean {
    return this.open.has(text) || text === 'true' || text === 'false' || text === 'null';
  }

  /** True if a whole value is one of them. */
  has(value: unknown): boolean {
    return this.whole.has(typeof value === 'string' ? value : canonical(value));
  }

  /** Their places in a text. */
  placesIn(text: string): Place[] {
    const found: Place[] = [];
    if (this.byStart.size === 0) return found;
    for (let from = 0; from + shortestPart <= text.length; from++) {
      const candidates = this.byStart.get(text.slice(from, from + shortestPart));
      for (const one of candidates ?? []) {
        if (text.startsWith(one, from)) found.push({ from, to: from + one.length });
      }
    }
    return found;
  }

  /** The places of short ones that are words of their own: for errors, which quote values. */
  wordsIn(text: string): Place[] {
    return [...text.matchAll(/[^\s"'`:,;()[\]{}<>]+/g)].flatMap(({ 0: word, index }) => {
      const bare = word.replace(/[.!?]+$/, '');
      return this.whole.has(bare) ? [{ from: index, to: index + bare.length }] : [];
    });
  }
}
