import { visible } from '@malinshopper/text';

/**
 * Escapes text of unknown origin for a line of GitHub Flavored Markdown: it can start no structure. Special characters are written as numbers
 * (CommonMark 0.31, 2.5 "Entity and numeric character references": those make no structure); an @ makes no mention, and a name no link.
 */
export function text(words: string): string {
  return visible(words)
    .replace(/\s*\n\s*/g, ' ')
    .replace(
      /[&<>"'`*[\]|~\\$#!@{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/)|(?<=www)\./g,
      (one) => `&#${one.charCodeAt(0)};`,
    )
    .replace(/&#64;/g, '&#64;&#8203;');
}

/** Puts text into a code span with enough backticks (CommonMark 0.31, 6.1). */
export function code(words: string): string {
  const line = visible(words).replace(/\s*\n\s*/g, ' ');
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = /^`|`$|^ .* $/.test(line) || line === '' ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** The same in a cell of a table, where a pipe ends the cell even in a code span (GFM 0.29, 4.10). */
export const cell = (words: string): string => code(words).replace(/\|/g, '\\|');

/** A block of a language that GitHub colours, with a fence that is longer than any run of backticks in it. */
export function block(language: string, lines: readonly string[]): string {
  const all = lines.map((line) => visible(line).replace(/\n/g, ' '));
  const fence = '`'.repeat(Math.max(3, ...all.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...all, fence].join('\n');
}

const longestRun = (line: string) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
