import { textFault } from './text-fault';
import type { TextLimit } from './text-limits';

/**
 * AWS general reference, "Tag naming limits and requirements": what all services take. EC2 takes more; in the words of RDS, "Tag values may only
 * contain unicode letters, digits, whitespace, or one of these symbols: _ . : / = + - @" (cloud-custodian issue 4674).
 */
const taken = { character: /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u, words: 'letters, digits, spaces and _.:/=+-@' } as const;
const ofKeys: TextLimit = { longest: 128, ...taken };
const ofValues: TextLimit = { longest: 256, ...taken };

/** What is wrong with a tag, with the character and where it stands. */
export function tagFault(key: string, value: string): string | undefined {
  if (/^aws:/i.test(key)) return `the tag ${JSON.stringify(key)} begins with "aws:", which is for AWS itself`;
  return textFault('the key of the tag', key, ofKeys) ?? textFault(`the value of the tag ${key}`, value, ofValues);
}

/** The tags in a resource's attributes, wherever they stand: `tags`, `tag_specifications[].tags`, `tag` of an Auto Scaling group. */
export function tagsIn(value: unknown, name = ''): [key: string, value: string][] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => (name === 'tag' ? tagBlock(one as Record<string, unknown>) : tagsIn(one, name)));
  }
  if (typeof value !== 'object' || value === null) return [];
  if (/(^|_)tags$/.test(name)) return Object.entries(value).map(([key, one]) => [key, String(one)]);
  return Object.entries(value).flatMap(([key, one]) => tagsIn(one, key));
}

const tagBlock = ({ key, value }: Record<string, unknown>): [string, string][] =>
  typeof key === 'string' ? [[key, String(value ?? '')]] : [];
