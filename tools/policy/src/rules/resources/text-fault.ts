/** The texts that AWS accepts in an attribute. */
export interface TextLimit {
  readonly longest: number;
  /** One accepted character. @default any */
  readonly character?: RegExp;
  /** The accepted characters in words, for the finding. */
  readonly words?: string;
}

/** References are replaced during the deploy: their characters are not known yet. */
const withoutReferences = (text: string) => text.replace(/\$\{[^{}]*\}/g, '');

/** Returns the fault of a text with the character and its position, or undefined if the text has no fault. */
export function textFault(
  attribute: string,
  text: unknown,
  { longest, character, words }: TextLimit,
): string | undefined {
  if (text === undefined || text === null) return undefined;
  const written = withoutReferences(String(text));
  const said = `${attribute} ${JSON.stringify(text)}`;
  const position = [...written].findIndex((one) => character && !character.test(one));
  const wrong = [...written][position];
  if (wrong !== undefined) {
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `${said} contains ${JSON.stringify(wrong)} (U+${code}) at character ${position + 1}; AWS accepts ${words}`;
  }
  return written.length > longest ? `${said} has ${written.length} characters; AWS accepts ${longest}` : undefined;
}
