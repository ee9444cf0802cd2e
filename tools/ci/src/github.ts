import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { visible } from '@malinshopper/text';

/**
 * Sets an output of the current step, for later steps and jobs (GitHub documentation, "Workflow commands": setting an output parameter). Outside of
 * GitHub it is printed, so that a command can be tried by hand.
 */
export function setOutput(name: string, value: string, variables = process.env): void {
  const file = variables['GITHUB_OUTPUT'];
  if (!file) return console.log(`${name}=${value}`);
  // A delimiter that is in no value: a value could otherwise set outputs of its own (same document, "Multiline strings").
  const end = randomUUID();
  appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
}

/** Adds to the page of the run (same document, "Adding a job summary"). Outside of GitHub it does nothing. */
export function addToSummary(markdown: string, variables = process.env): void {
  const file = variables['GITHUB_STEP_SUMMARY'];
  if (file) appendFileSync(file, `${markdown}\n`);
}

/**
 * Shows an error on the page of the run (same document, "Setting an error message"). Outside of GitHub it prints the
 * error to stderr.
 */
export function annotateError(message: string, variables = process.env): void {
  if (!variables['GITHUB_ACTIONS']) return console.error(message);
  const escaped = visible(message).replaceAll('%', '%25').replaceAll('\n', '%0A');
  console.log(`::error::${escaped}`);
}

/** A verbatim text in a job summary. The fence is longer than any in it (CommonMark, "Fenced code blocks"). */
export function asCode(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${visible(text)}\n${fence}`;
}
