import Table from 'cli-table3';
import pc from 'picocolors';
import type { Comparison } from './newest';

/** The result, for a person: a table, and the edits for images that are not the newest. */
export function report(found: readonly Comparison[]): { readonly text: string; readonly upToDate: boolean } {
  const table = new Table({
    head: ['region', 'architecture', 'pinned', 'newest', 'published', ''],
    style: { head: [], border: [] },
  });
  const older = found.filter(({ id, newest }) => id !== newest);
  for (const image of found) {
    const { region, architecture, id, newest, published } = image;
    const date = published?.toISOString().slice(0, 10) ?? 'unknown';
    table.push([
      region,
      architecture,
      id,
      newest,
      date,
      older.includes(image) ? pc.yellow('older') : pc.green('newest'),
    ]);
  }
  const todo = older.map(({ region, architecture, newest }) => `  ${region} ${architecture}: '${newest}'`);
  const advice =
    older.length === 0
      ? 'Every pinned image is the newest.'
      : [
          `${older.length} of ${found.length} are not the newest. In environments/src/images.ts, write`,
          ...todo,
          'and deploy compute: each environment then replaces its instances, one after the other.',
        ].join('\n');
  return { text: `${table.toString()}\n${advice}`, upToDate: older.length === 0 };
}
