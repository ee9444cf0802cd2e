import { structuredPatch } from 'diff';
import stringify from 'fast-json-stable-stringify';
import { parsedJson, unpack } from '../value/unpack';
import { maskedOf, type Value } from '../value/value';

/** A line of a difference: removed, added, or context. */
export interface Line {
  readonly sign: '+' | '-' | ' ' | '!';
  readonly text: string;
}

/** A text in a readable form, and its form in the plan. */
interface Readable {
  readonly text: string;
  readonly what: 'JSON' | 'unpacked' | 'text';
}

/** Policies as JSON of one line for each value, packed user data as its content, texts of several lines. Undefined for a plain value. */
function readable(value: Value | undefined): Readable | undefined {
  const masked = maskedOf(value)?.text;
  const text = masked ?? value;
  if (typeof text !== 'string') return undefined;
  const packed = unpack(text);
  const json = parsedJson(packed?.text ?? text);
  if (json !== undefined) return { text: JSON.stringify(JSON.parse(stringify(json)), null, 2), what: 'JSON' };
  if (packed) return { text: packed.text, what: 'unpacked' };
  return text.trimEnd().includes('\n') ? { text, what: 'text' } : undefined;
}

/** The limit of the comparison: beyond it, it takes longer than a person waits, and is less readable than the two texts. */
const mostEdits = 2_000;

/** The lines in which two texts differ, with those around them. Undefined if neither is a text of several lines. */
export function textLines(
  was: Value | undefined,
  is: Value | undefined,
): { readonly what: string; readonly lines: Line[] } | undefined {
  const [before, after] = [readable(was), readable(is)];
  if (!before && !after) return undefined;
  // The other one must be a text too, or nothing.
  const [one, other] = [before?.text ?? plainText(was), after?.text ?? plainText(is)];
  if (one === undefined || other === undefined) return undefined;
  const what = (after ?? before)!.what;
  if (one === '' || other === '') {
    const sign = one === '' ? '+' : '-';
    return { what, lines: linesOf(one || other).map((text) => ({ sign, text })) };
  }
  const patch = structuredPatch('', '', one, other, '', '', { context: 3, maxEditLength: mostEdits });
  if (!patch)
    return {
      what,
      lines: [
        ...linesOf(one).map((text): Line => ({ sign: '-', text })),
        ...linesOf(other).map((text): Line => ({ sign: '+', text })),
      ],
    };
  const lines = patch.hunks.flatMap((hunk, index) => [
    ...(index > 0 ? [{ sign: ' ' as const, text: '...' }] : []),
    ...hunk.lines
      .filter((line) => !line.startsWith('\\'))
      .map((line): Line => ({ sign: line[0] as Line['sign'], text: line.slice(1) })),
  ]);
  return { what, lines };
}

const plainText = (value: Value | undefined) => {
  if (value === null || value === undefined) return '';
  return maskedOf(value)?.text ?? (typeof value === 'string' ? value : undefined);
};

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');
