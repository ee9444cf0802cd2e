import Table from 'cli-table3';
import pc from 'picocolors';
import type { Line, Outcome } from './line';

const coloured: Readonly<Record<Outcome, (text: string) => string>> = {
  ok: pc.green,
  attention: pc.yellow,
  failed: pc.red,
  unknown: pc.magenta,
};

/** The lines for a person: a table, and under it the next steps with the numbers of their lines. */
export function report(account: string, lines: readonly Line[]): string {
  const table = new Table({
    head: ['', 'check', 'about', 'outcome', 'found'],
    style: { head: [], border: [] },
    colWidths: [null, null, 46, null, 70],
    wordWrap: true,
  });
  lines.forEach(({ check, about, outcome, found }, index) => {
    table.push([index + 1, check, folded(about, 44), coloured[outcome](outcome), folded(found, 68)]);
  });
  const todo = steps(lines).map(
    ({ numbers, outcome, what }) => `  ${numbers.join(', ')}. ${coloured[outcome](outcome)}: ${what}`,
  );
  const counts = (['ok', 'attention', 'failed', 'unknown'] as const)
    .map((outcome) => `${lines.filter((line) => line.outcome === outcome).length} ${outcome}`)
    .join(', ');
  return [table.toString(), `${account}: ${counts}.`, ...(todo.length > 0 ? ['Next steps:', ...todo] : [])].join('\n');
}

/** The next steps, each once, with the numbers of their lines. */
function steps(lines: readonly Line[]) {
  const found = new Map<string, { numbers: number[]; outcome: Outcome; what: string }>();
  lines.forEach(({ outcome, todo: what }, index) => {
    if (what === undefined) return;
    const key = `${outcome} ${what}`;
    const step = found.get(key) ?? { numbers: [], outcome, what };
    found.set(key, { ...step, numbers: [...step.numbers, index + 1] });
  });
  return [...found.values()];
}

/** Breaks words that are longer than their column, such as ARNs: the table would truncate them. */
const folded = (text: string, width: number) => text.replace(new RegExp(`\\S{${width}}(?=\\S)`, 'g'), '$&\n');

/** True if nothing failed. An unknown outcome is no failure: the line reports it, and a person decides. */
export const isReady = (lines: readonly Line[]) => lines.every(({ outcome }) => outcome !== 'failed');
