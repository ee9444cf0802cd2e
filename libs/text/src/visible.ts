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
 * words that were not written here, before they get to a terminal, a file or a page. Within JSON it is an escape, which stands for the same text.
 */
export function visible(text: string): string {
  return text.replace(unseen, (one) =>
    one === '\n' || one === '\t' || variationSelector.test(one) ? one : escaped(one),
  );
}

/** The colours and weights of letters that picocolors writes. Not those of the ground, nor "conceal": letters of its colour are not seen. */
// eslint-disable-next-line no-control-regex
const colours = /(\u001b\[(?:[0-49]|2[2-49]|3[0-79]|9[0-7])m)/;

/** The same for what goes to a terminal: colours stay. */
export function visibleOnTerminal(text: string): string {
  return text
    .split(colours)
    .map((part, index) => (index % 2 === 1 ? part : visible(part)))
    .join('');
}

/** The first character of a text that is not seen; line ends, tabs and variation selectors too: for names, which need none. */
export function firstUnseen(text: string): string | undefined {
  return text.match(unseen)?.[0];
}

/** By its units of UTF-16, as JSON has it. */
function escaped(one: string): string {
  return [...Array(one.length).keys()]
    .map((index) => `\\u${one.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
