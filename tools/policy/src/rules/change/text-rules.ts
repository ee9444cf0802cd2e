import type { Rule } from '../rule';
import { textLimits, type TextLimit } from './texts';

/** What Terraform fills in later has no character of its own. */
const withoutReferences = (text: string) => text.replace(/\$\{[^{}]*\}/g, '');

/** What is wrong with a text, with the character and where it stands. */
function faultOf(attribute: string, text: unknown, { longest, character, words }: TextLimit): string | undefined {
  if (text === undefined || text === null) return undefined;
  const written = withoutReferences(String(text));
  const said = `${attribute} ${JSON.stringify(text)}`;
  const position = [...written].findIndex((one) => character && !character.test(one));
  const wrong = [...written][position];
  if (wrong !== undefined) {
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `${said} holds ${JSON.stringify(wrong)} (U+${code}) at character ${position + 1}; AWS takes ${words}`;
  }
  return written.length > longest ? `${said} has ${written.length} characters; AWS takes ${longest}` : undefined;
}

/** What people write for people. */
export const textRules: readonly Rule[] = [
  {
    id: 'MAL_TEXT_1',
    title: 'Every description holds only what AWS takes in it',
    severity: 'high',
    why: 'No plan finds it out: the deploy stops half-way, at an apostrophe or a dash that an editor has made long',
    fix: 'Write it with the characters that are named, and no more of them than AWS takes',
    types: Object.keys(textLimits),
    check: ({ type, config }) => {
      const faults = Object.entries(textLimits[type]!).map(([attribute, limit]) =>
        faultOf(attribute, config[attribute], limit),
      );
      return faults.find((fault) => fault !== undefined);
    },
  },
];
