/** The maximum length of a line of the log; a trace has about half of it. */
const LONGEST = 8_000;

/**
 * All characters that are invisible or that a terminal interprets: control characters of C0 and C1 (line ends and
 * escapes among them), characters of no width and those that change the direction of writing (both of the category Cf),
 * line and paragraph separators, halves of surrogate pairs (Unicode 15, section 4.5).
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A text as one line in which nothing is hidden: values of a request cannot forge a line of the log, nor control the
 * terminal of its reader.
 */
export function oneLine(text: string): string {
  const shown = text.slice(0, LONGEST).replace(UNSEEN, written);
  return text.length <= LONGEST ? shown : `${shown}... (${text.length - LONGEST} more characters)`;
}

function written(one: string): string {
  if (one === '\n') return '\\n';
  const code = one.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
