import type { AccountName } from '@malinshopper/environments';
import type { Line } from '@malinshopper/preflight';
import { isLinkedRole } from './linked-roles';

/** Checks an account, and changes nothing. */
export type Preflight = (account: AccountName) => Promise<readonly Line[]>;

/**
 * True if a line is about a resource that the bootstrap makes: its remedy is this command or a step of a person after it, so that it must not stop a run
 * that completes one that was cut off.
 */
const isRemediedHere = (line: Line) => line.check === 'delegation' || line.check === 'mail' || isLinkedRole(line);

const marks = { ok: '✔', attention: '!', failed: '✖', unknown: '?' } as const;
const inWords = ({ check, about, found, todo }: Line) =>
  `${check}, ${about}: ${found}${todo === undefined ? '' : `. ${todo}`}`;

/**
 * Runs the preflight and prints its lines that are not ok. Lines that need attention, and checks without an answer, do not stop the bootstrap.
 * @returns the lines
 * @throws if a check has failed, with each failure and its next step
 */
export async function assertPreflight(
  account: AccountName,
  preflight: Preflight,
  say: (line: string) => void,
): Promise<readonly Line[]> {
  const lines = await preflight(account);
  const ok = lines.filter(({ outcome }) => outcome === 'ok');
  say(`Preflight: ${ok.length} of ${lines.length} checks are ok (npm run preflight -- ${account} lists all).`);
  const open = lines.filter(({ outcome }) => outcome !== 'ok');
  for (const line of open.filter((one) => !isRemediedHere(one))) say(`  ${marks[line.outcome]} ${inWords(line)}`);
  const later = open.filter(isRemediedHere);
  if (later.length > 0) {
    const checks = [...new Set(later.map(({ check }) => check))].join(', ');
    say(`  ! ${later.length} more of ${checks}: this command completes them, or a step of a person after it`);
  }
  const failed = lines.filter((line) => line.outcome === 'failed' && !isRemediedHere(line));
  if (failed.length === 0) return lines;
  const list = failed.map((line) => `- ${inWords(line)}`).join('\n');
  throw new Error(
    `The preflight of ${account} has failed, and nothing was made:\n${list}\nCorrect this, and run the same command again.`,
  );
}
