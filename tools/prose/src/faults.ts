import { nounClause, words } from './words';

/** A place in a text that docs/style.md refuses. */
export interface Fault {
  /** Where it begins, in UTF-16 code units from the beginning of the text. */
  readonly index: number;
  readonly found: string;
  readonly advice: string;
}

/** Parts of a text that are not its author's prose: code, links, addresses, and quotations, which stay letter for letter. */
const foreign = [
  /```[\s\S]*?(```|$)/g,
  /`[^`\n]*`/g,
  /\{@link[^}]*\}/g,
  /\]\([^)\s]*\)/g,
  /https?:\/\/\S+/g,
  /"[^"]*"/g,
  /“[^”]*”/g,
];

/** A line that begins a paragraph of its own: a tag of JSDoc, an item of a list, a row of a table, or an empty line. */
const paragraph = /\n(?=[ \t]*(?:@\w|[-*] |\d+\. |\||\n))/;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Returns the places of a text that docs/style.md refuses, in their order.
 * @param text a comment without its marks, a message, or a paragraph of a page
 */
export function faultsIn(text: string): readonly Fault[] {
  const prose = foreign.reduce((left, part) => left.replace(part, (found) => found.replace(/[^\n]/g, '_')), text);
  return [...wordsIn(prose), ...nounClausesIn(prose)].sort((one, other) => one.index - other.index);
}

function wordsIn(prose: string): Fault[] {
  return words.flatMap(({ pattern, advice }) =>
    [...prose.matchAll(pattern)].map(({ 0: found, index }) => ({ index, found, advice })),
  );
}

function nounClausesIn(prose: string): Fault[] {
  const faults: Fault[] = [];
  let start = 0;
  for (const part of prose.split(paragraph)) {
    // A line break inside a paragraph ends no sentence; the segmenter takes it for one (Unicode Standard Annex 29, ParaSep).
    for (const { segment, index } of sentences.segment(part.replaceAll('\n', ' '))) {
      const lead = /^(?:[\s*#>|-]|\d+\. |@(?:returns|throws|default) )*/.exec(segment)![0].length;
      const [found] = nounClause.exec(segment.slice(lead)) ?? [];
      if (!found || /\?["')*_ ]*$/.test(segment)) continue;
      faults.push({
        index: start + index + lead,
        found,
        advice: 'begin the sentence with its noun: a noun clause is no subject',
      });
    }
    start += part.length + 1;
  }
  return faults;
}
