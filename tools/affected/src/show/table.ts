import Table from 'cli-table3';
import { commitText, isResource } from '@malinshopper/terraform/record';
import type { Affected, Row } from '../row';

/**
 * The report for a terminal: a table, app by environment, and below it the details of each app that is not unchanged.
 */
export function terminal({ comparedWith, rows }: Affected): string {
  const with_ =
    comparedWith === 'records' ? 'the records of the last deploys' : `commit ${comparedWith.commit.slice(0, 7)}`;
  const notes = rows.flatMap(noteOf);
  return [`Compared with ${with_}:`, '', grid(rows), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function grid(rows: readonly Row[]): string {
  const environments = [...new Set(rows.map(({ environment }) => environment))];
  const apps = [...new Set(rows.map(({ app }) => app))];
  const table = new Table({ head: ['app', ...environments], style: { head: [], border: [] } });
  for (const app of apps) {
    const cell = (environment: string) => rows.find((row) => row.app === app && row.environment === environment);
    table.push([app, ...environments.map((environment) => shortText(cell(environment)))]);
  }
  return table.toString();
}

/** `changed: 3 resources`, `unchanged since 2026-11-29 14:03 (c626955)` */
export function shortText(row: Row | undefined): string {
  if (!row) return '';
  switch (row.state) {
    case 'unchanged':
      return `unchanged${sinceText(row)}${row.after ? `; again after ${row.after.join(', ')}` : ''}`;
    case 'changed':
      return row.difference ? `changed: ${howMuch(row)}` : 'changed';
    case 'upstream':
      return `only an upstream output: ${
        Object.values(row.outputs ?? {})
          .flat()
          .join(', ') || 'not known which'
      }`;
    case 'never':
      return 'never deployed';
    case 'failed':
      return `failed last time${sinceText(row)}`;
    case 'gone':
      return 'gone from the repository';
  }
}

function sinceText({ since, commit }: Row): string {
  return since === undefined ? '' : ` since ${since.slice(0, 10)} ${since.slice(11, 16)} UTC (${commitText(commit)})`;
}

function howMuch({ difference }: Row): string {
  const { added, removed, changed } = difference!;
  const resources = [...added, ...removed, ...changed].filter(isResource).length;
  const others = [...added, ...removed, ...changed].filter((address) => !isResource(address));
  const of = resources === 1 ? '1 resource' : `${resources} resources`;
  return resources > 0 || others.length === 0 ? of : others.join(', ');
}

function noteOf(row: Row): string[] {
  // The table already shows these completely.
  if (row.state === 'unchanged' || row.state === 'never') return [];
  const { environment, app, because, difference, files, renamed = [], readBy, looksLike } = row;
  const lines = [
    ...(difference ? addressesOf(difference) : []),
    ...(files && files.length > 0 ? [`by ${files.join(', ')}`] : []),
    ...renamed.map(({ from, path, call }) => `${from} is only renamed: add to the construct ${path}: .${call}`),
    ...(readBy && readBy.length > 0
      ? [`still read by ${readBy.map((key) => key.replace(/\.tfstate$/, '')).join(', ')}`]
      : []),
    ...(looksLike ? [`it looks as if it was renamed to ${looksLike}`] : []),
  ];
  return [`${environment}/${app}: ${because ?? row.state}`, ...lines.map((line) => `  ${line}`)];
}

/** The number of shown addresses of a kind; all of them are in `--json`. */
const shown = 5;

function addressesOf({ added, removed, changed }: NonNullable<Row['difference']>): string[] {
  const some = (sign: string, addresses: readonly string[]) => {
    const rest = addresses.length - shown;
    return [
      ...addresses.slice(0, shown).map((address) => `${sign} ${address}`),
      ...(rest > 0 ? [`${sign} ${rest} more`] : []),
    ];
  };
  return [...some('+', added), ...some('-', removed), ...some('~', changed)];
}
