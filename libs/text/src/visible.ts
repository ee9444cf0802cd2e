/**
 * Characters that a person does not see, and that a terminal, a browser or an editor obeys: control characters (C0, DEL, C1), those that turn the
 * direction of writing round or have no width (Unicode Technical Report 36, "Bidirectional Text Spoofing"; `Cf`, `Default_Ignorable_Code_Point` of
 * the Unicode Character Database), line and paragraph separators, halves of a surrogate pair. The blank of Braille has a width and no dot.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Colour or no colour for the character in front: emoji have them, and nothing else follows from them. */
const variationSelector = /[\ufe00-\ufe0f]/;

/**
 * A text of which nothing is hidden from its reader: every character that is not seen is written out, as `\u202e`. Line ends and tabs stay. For all
 * words that were not written here, before they get to a terminal, a file or a page.
 */
export function visible(text: string): string {
  return text.replace(unseen, (one) =>
    one === '\n' || one === '\t' || variationSelector.test(one) ? one : escaped(one),
  );
}

/** The first character of a text that is not seen; line ends, tabs and variation selectors too: for names, which need none. */
export function firstUnseen(text: string): string | undefined {
  return text.match(unseen)?.[0];
}

function escaped(one: string): string {
  const code = one.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
