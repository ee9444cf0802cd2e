import type { EnvironmentResult } from '@malinshopper/terraform';
import Table from 'cli-table3';

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** The duration and the beginning of each app, and the critical path. */
export function timesTable({ apps, criticalPath, milliseconds }: EnvironmentResult): string {
  const table = new Table({ head: ['app', 'began', 'took', 'of it', 'outcome'], style: { head: [], border: [] } });
  for (const { app, from, to, phases, text } of [...apps].sort((a, b) => a.from - b.from)) {
    const parts = phases.map(({ phase, milliseconds: part }) => `${phase} ${seconds(part)}`).join(', ');
    table.push([app, seconds(from), seconds(to - from), parts, text]);
  }
  return `${table.toString()}\nAll together ${seconds(milliseconds)}; critical path: ${criticalPath.join(' > ')}.`;
}
