import { stripVTControlCharacters } from 'node:util';
import { countsText, isNothing } from './counts';
import type { AppPlan } from './app-plan';

const nothing = 'No changes. Your infrastructure matches the configuration.';

/**
 * Terraform's own words of a plan, without the placeholders of the preview, and with a summary that does not count them. After it, separately, the
 * changes that happen only if a value that is not known yet really changes.
 */
export function inWords({ counts, possible, placeholders, text }: NonNullable<AppPlan['details']>): string {
  if (isNothing(counts)) return placeholders.size > 0 ? nothing : text.trim();
  if (placeholders.size === 0) return text.trim();
  const { lines, removed } = withoutPlaceholders(text, [...placeholders.keys()]);
  const summary = `Plan: ${countsText(counts)}. Not counted: ${placeholders.size} for values that are known only after applies upstream.`;
  // If another version of Terraform has other words, everything is shown, and the summary has the real count.
  const words = removed === placeholders.size ? lines : text.split('\n');
  const replaced = words.map((line) => (/^Plan: /.test(stripVTControlCharacters(line)) ? summary : line));
  const body = replaced.includes(summary) ? replaced : [...replaced, summary];
  return [body.join('\n').trim(), ...possibleText(possible)].join('\n');
}

/** One line for each possible change. */
export function possibleText(possible: NonNullable<AppPlan['details']>['possible']): string[] {
  if (possible.length === 0) return [];
  const lines = possible.map(({ address, isReplacement, onlyIf }) => {
    const does = isReplacement ? 'replaced' : 'changed';
    return `  ${address} is ${does} only if ${onlyIf.join(' or ')} changes`;
  });
  return ['', 'Possible, not certain:', ...lines];
}

/** Removes the block of each placeholder, from the line with its address to the empty line after it. */
function withoutPlaceholders(text: string, addresses: readonly string[]): { lines: string[]; removed: number } {
  const lines: string[] = [];
  let removed = 0;
  let isInside = false;
  for (const line of text.split('\n')) {
    const plain = stripVTControlCharacters(line).trim();
    if (addresses.some((address) => plain === `# ${address} will be created`)) {
      isInside = true;
      removed += 1;
    }
    if (!isInside) lines.push(line);
    if (plain === '') isInside = false;
  }
  return { lines, removed };
}
