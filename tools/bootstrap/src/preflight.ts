import type { AccountName } from '@malinshopper/environments';
import type { CheckName, Line } from '@malinshopper/preflight';

/** Checks an account, and changes nothing. */
export type Preflight = (account: AccountName) => Promise<readonly Line[]>;

/**
 * Checks of resources that the bootstrap makes: their remedy is this command or a step of a person after it, so that they must not stop a run that
 * completes one that was cut off.
 */
const remediedHere: readonly CheckName[] = ['delegation', 'mail'];

const marks = { ok: '✔', attention: '!', failed: '✖', unknown: '?' } as const;
const inWords = ({ check, about, found, todo }: Line) =>
  `${check}, ${about}: ${found}${todo === undefined ? '' : `. ${todo}`}`;

/**
 * Runs the preflight and prints its lines. Lines that need attention, and checks without an answer, do not stop the bootstrap.
 * @throws if a check has failed, with each failure and its next step
 */
export async function assertPreflight(
  account: AccountName,
  preflight: Preflight,
  say: (line: string) => void,
): Promise<void> {
  const lines = await preflight(account);
  say('Preflight:');
  for (const line of lines) say(`  ${marks[line.outcome]} ${inWords(line)}`);
  const failed = lines.filter(({ check, outcome }) => outcome === 'failed' && !remediedHere.includes(check));
  if (failed.length === 0) return;
  const list = failed.map((line) => `- ${inWords(line)}`).join('\n');
  throw new Error(
    `The preflight of ${account} has failed, and nothing was made:\n${list}\nCorrect this, and run the same command again.`,
  );
}
