import Table from 'cli-table3';
import type { Outcome } from './drill';
import { promises } from './promises';

/** Minutes as a person says them. */
export const span = (minutes: number) =>
  minutes === 0 ? 'nothing' : minutes < 120 ? `${minutes} min` : `${minutes / 60} h`;

/** Returns a table with the results of the drill and the promised values of docs/recovery.md. */
export function report(outcomes: readonly Outcome[]): string {
  const table = new Table({
    head: ['disaster', 'noticed by', 'took', 'promised', 'lost here', 'lost at most', 'promised', 'met'],
    colWidths: [22, 30],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { name, milliseconds, lost, unmet } of outcomes) {
    const { title, noticed, lostMinutes, backMinutes } = promises[name];
    table.push([
      title,
      noticed,
      `${(milliseconds / 1000).toFixed(1)} s`,
      `${backMinutes.commands} min, and ${span(backMinutes.aws)} of AWS`,
      lost ? (lost.inDrill === 0 ? 'nothing' : `${(lost.inDrill / 1000).toFixed(0)} s`) : '-',
      lost ? span(lost.atMostMinutes) : '-',
      span(lostMinutes),
      unmet.length === 0 ? 'yes' : 'no',
    ]);
  }
  const proofs = outcomes.flatMap(({ name, lost }) =>
    lost ? [`  ${name}: ${lost.proof} as before; every plan is empty`] : [],
  );
  const faults = outcomes.flatMap(({ name, unmet }) => unmet.map((fault) => `  ${name}: ${fault}`));
  return [table.toString(), ...proofs, ...(faults.length > 0 ? ['Not met:', ...faults] : [])].join('\n');
}
