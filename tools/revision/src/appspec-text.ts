import { hasControlCharacter } from './control-characters';
import { quoted } from './quoted';
import type { Report } from './report';

/** Characters that libyaml too refuses as C1 controls, and U+FFFE: "control characters are not allowed". */
const otherControls = /[\u0080-\u0084\u0086-\u009f\ufffe\uffff]/;
/** Line ends of YAML 1.1 that no editor shows as such. */
const strangeLineEnds = /[\u0085\u2028\u2029]/;

/**
 * The text of an AppSpec file for the YAML parser; the report gets the faults that the agent's reader, libyaml, refuses
 * and the parser does not.
 * A byte order mark (libyaml 0.2.5, scanner.c, "Allow the BOM mark to start a line") counts as a column: the rest of
 * the first line is indented by one, so a mapping that begins there ends with its first key. After a comment, a blank
 * line or within braces it has no effect.
 */
export function parserText(text: string, report: Report): string {
  const marked = text.startsWith('\ufeff');
  const plain = (marked ? text.slice(1) : text).replace(/\r\n?/g, '\n');
  if (marked && !/^ *($|#|\{)/m.test(plain.split('\n', 1)[0]!)) {
    report.add(
      1,
      'begins with a byte order mark (the bytes EF BB BF, as editors on Windows write them), and behind it the agent reads only the ' +
        'first key: save the file as UTF-8 without BOM.',
    );
  }
  plain.split('\n').forEach((line, index) => {
    const fault = lineFault(line);
    if (fault) {
      report.add(index + 1, fault);
    }
  });
  return plain;
}

function lineFault(line: string): string | undefined {
  if (/^[ -]*\t/.test(line)) {
    const [, rest = ''] = /^[ -]*\t\s*(.*)$/.exec(line)!;
    return rest === ''
      ? 'is a blank line with a tab, at which the agent\'s YAML reader ends ("found a tab character"): remove the tab.'
      : `has a tab in front of ${quoted(rest.trim())}. YAML indents with spaces: replace the tab by spaces.`;
  }
  if (strangeLineEnds.test(line)) {
    return `has a line end in ${quoted(line.trim())} that editors do not show (U+0085, U+2028 or U+2029): remove it.`;
  }
  return hasControlCharacter(line, '\t') || otherControls.test(line)
    ? `has a control character in ${quoted(line.trim())}, which YAML does not allow: remove it.`
    : undefined;
}
