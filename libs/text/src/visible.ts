/**
 * Characters that a reader does not see, and that a terminal, a browser or an editor obeys: control characters (C0,
 * DEL, C1), those that reverse the direction of writing or have no width (Unicode Technical Report 36, "Bidirectional
 * Text Spoofing"; `Cf`, `Default_Ignorable_Code_Point` of the Unicode Character Database), line and paragraph
 * separators, halves of a surrogate pair. The blank of Braille has a width and no dot.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Selects colour or no colour for the character before it: emoji have them, and they have no other effect. */
const variationSelector = /[\ufe00-\ufe0f]/;

/**
 * A text without invisible parts: every invisible character is escaped, as `\u202e`. Line ends and tabs stay. Apply it
 * to all text from outside this repository before it gets to a terminal, a file or a page. Within JSON it is an escape
 * of the same character.
 */
export function visible(text: string): string {
  return text.replace(unseen, (one) =>
    one === '\n' || one === '\t' || variationSelector.test(one) ? one : escaped(one),
  );
}

/**
 * The colours and weights of letters that picocolors writes. Without background colours and "conceal", because letters
 * in the colour of the background are invisible.
 */
// eslint-disable-next-line no-control-regex
const colours = /(\u001b\[(?:[0-49]|2[2-49]|3[0-79]|9[0-7])m)/;

/** The same for output to a terminal: colours stay. */
export function visibleOnTerminal(text: string): string {
  return text
    .split(colours)
    .map((part, index) => (index % 2 === 1 ? part : visible(part)))
    .join('');
}

/** The first invisible character of a text; line ends, tabs and variation selectors too: for names, which need none. */
export function firstUnseen(text: string): string | undefined {
  return text.match(unseen)?.[0];
}

/** In UTF-16 units, as in JSON. */
function escaped(one: string): string {
  return [...Array(one.length).keys()]
    .map((index) => `\\u${one.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
