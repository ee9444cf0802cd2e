import type { Outcome } from '../run';
import type { Rule } from '../rules/rule';
import { ruleCoverage } from './coverage';

const columns = ['judged', 'passed', 'waived', 'failing'] as const;

/** The number of resources that each rule judged over some environments, and the results, as lines for a terminal. */
export function coverageCounts(rules: readonly Rule[], outcomes: readonly Outcome[]): string {
  const covered = ruleCoverage(rules, outcomes);
  const sums = columns.map((column) => covered.reduce((sum, each) => sum + each[column], 0));
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const line = (id: string, cells: readonly (string | number)[]) =>
    [id.padEnd(idWidth), ...cells.map((cell, index) => String(cell).padStart(columns[index]!.length))].join('  ');
  return [
    line('rule', columns),
    ...covered.map(
      (each) =>
        `${line(
          each.rule.id,
          columns.map((column) => each[column]),
        )}  ${each.rule.title}`,
    ),
    line('all', sums),
  ].join('\n');
}
