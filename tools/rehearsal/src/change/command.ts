import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearsalFile, writeRehearsal } from '@malinshopper/review';
import { givenPath, openReporter, PlainReporter } from '@malinshopper/terraform';
import { root } from '../programs';
import { inOneLine, inWords, isWell, type Rehearsed } from './outcome';
import { rehearse as rehearseChange } from './rehearse';

/**
 * `npm run rehearse -- --base main`: exits with 1 if the change could not be applied, did not converge, or lost a
 * resource.
 * @param review the folder of a review that shows the outcome @default - none
 */
export async function rehearse(
  environment: string,
  { base, json = false, recreate, review }: RehearseFlags,
): Promise<void> {
  // Only data goes to standard output.
  const say = json ? console.error : console.log;
  const reporter = json ? async () => new PlainReporter(console.error) : openReporter;
  const outcome = await rehearseChange(environment, { base, root, say, reporter, ...(recreate && { recreate }) });
  console.log(json ? JSON.stringify(outcome, undefined, 2) : `\n${inWords(outcome)}`);
  if (review !== undefined) say(`The outcome is in ${leave(outcome, givenPath(review))}.`);
  if (!isWell(outcome)) process.exitCode = 1;
}

export interface RehearseFlags {
  readonly base: string;
  readonly json?: boolean;
  readonly recreate?: readonly string[];
  readonly review?: string;
}

/** Writes the outcome to the file that `npm run plan -- --review` reads. @returns the file */
export function leave(outcome: Rehearsed, folder: string): string {
  const { environment, base, json } = outcome;
  const file = join(folder, rehearsalFile(environment));
  mkdirSync(folder, { recursive: true });
  const [line, words] = [inOneLine(outcome), inWords(outcome)];
  writeFileSync(file, writeRehearsal({ environment, base, json: { ...json }, isWell: isWell(outcome), line, words }));
  return file;
}
