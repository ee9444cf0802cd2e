import { cut } from '../difference/show';
import { placeOf } from '../record/record';
import {
  atStake,
  broughtBack,
  commitName,
  commitOf,
  dayOf,
  deploysOf,
  doneTo,
  lossesOfData,
  lossTitles,
  tableOf,
} from '../report/words';
import type { Destructive } from '../report/destructive';
import type { Report } from '../report/report';
import { cell, code, text } from './escape';

export function table({ rows }: Report): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = rows.filter(({ state, fault }) => state !== 'unchanged' || fault !== undefined);
  const unchanged = rows.filter(({ state, fault }) => state === 'unchanged' && fault === undefined);
  const { head, rows: all } = tableOf(body);
  const cells = all.map((row) =>
    row.map(({ words, strong }, index) =>
      index === 0 ? cell(words) : strong && words !== '' ? `**${text(words)}**` : text(words),
    ),
  );
  return [
    ...(body.length > 0
      ? [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...cells.map(line), '']
      : []),
    ...(unchanged.length > 0
      ? [
          `Unchanged since their last deploy, and not planned: ${unchanged.map((row) => code(placeOf(row))).join(', ')}`,
          '',
        ]
      : []),
  ].join('\n');
}

/** The detail of deleted resources: all of it, a line each, only names, or the numbers of each type. */
export const losses = ['everything', 'a line each', 'names', 'counts'] as const;
export type Loss = (typeof losses)[number];

export function destructive({ destructive: all }: Report, detail: Loss): string {
  if (all.length === 0) return '';
  const parts = Object.entries(lossTitles).flatMap(([action, { title, ...more }]) => {
    const some = all.filter((one) => one.action === action);
    const note = 'note' in more ? [more.note, ''] : [];
    return some.length === 0
      ? []
      : [`### ${title} (${some.length})`, '', ...note, ...lastDeploys(some), ...listOf(some, detail), ''];
  });
  return parts.join('\n');
}

/** The commits with the code of resources that this code no longer has. */
const lastDeploys = (some: readonly Destructive[]): string[] =>
  deploysOf(some).flatMap(([place, from]) => [
    `${code(place)} was last deployed from ${code(commitOf(from))} (${dayOf(from)}). ${broughtBack}`,
    '',
  ]);

const shownFirst = 5;

/** Resources that hold or guard data and are deleted: a reviewer sees them before everything else. */
export function lossOfData({ destructive: all }: Report): string {
  const losses = lossesOfData(all);
  if (losses.length === 0) return '';
  const lines = losses
    .slice(0, shownFirst)
    .map(
      (one) =>
        `> - ${code(cut(one.address, 200))} in ${code(placeOf(one))} will be **${doneTo(one)}**: it ${text(one.holds!)}; protection: ${one.protection.map(text).join('; ')}`,
    );
  const more = losses.length > shownFirst ? [`> - and ${losses.length - shownFirst} more, below`] : [];
  return ['> [!CAUTION]', `> **${atStake}**`, ...lines, ...more].join('\n');
}

function listOf(all: readonly Destructive[], detail: Loss): string[] {
  if (detail === 'names' || detail === 'counts') {
    const byApp = new Map<string, Destructive[]>();
    for (const one of all) {
      const key = `${placeOf(one)} ${one.type}`;
      const some = byApp.get(key);
      if (some) some.push(one);
      else byApp.set(key, [one]);
    }
    return [...byApp.values()].map((some) => {
      const [{ type, holds }] = some as [Destructive, ...Destructive[]];
      const names = some.map(({ address }) => address.replace(`${type}.`, '')).join(' ');
      const what = detail === 'names' ? code(names) : `${some.length}`;
      return `- ${code(placeOf(some[0]!))} ${code(type)}${holds === undefined ? '' : ` **${text(holds)}**`}: ${what}`;
    });
  }
  return all.map((one) => {
    const { address, holds, why, protection, place } = one;
    const head = `- ${code(address)} in ${code(placeOf(one))}${holds === undefined ? '' : ` **${text(holds)}**`}`;
    if (detail === 'a line each') return `${head}: ${text(cut(why, 120))}`;
    const lines = [
      protection.length > 0 && (holds !== undefined || protection[0] !== 'none')
        ? `protection: ${protection.map((guard) => (guard === 'none' ? '**none**' : text(guard))).join('; ')}`
        : '',
      place && `defined by ${code(place.construct)}${place.line === undefined ? '' : ` at ${code(place.line)}`}`,
    ];
    const told = lines.filter(Boolean);
    // A resource that can be made again, and is not in the code, needs no list.
    if (told.length === 0) return `${head}: ${text(cut(why, 600))}`;
    const because = why ? [`why: ${text(cut(why, 600))}`] : [];
    return [head, ...[...because, ...told].map((line) => `  - ${line}`)].join('\n');
  });
}

export function provenance({ apps }: Report): string {
  if (apps.length === 0) return '';
  const upstream = (all: Readonly<Record<string, unknown>>) =>
    Object.entries(all)
      .map(([name, of]) => `${cell(name)} ${of === 'planned' ? 'planned' : (of as { serial: number }).serial}`)
      .join(', ') || 'none';
  const lines = apps.map((one) => {
    const { commit, clean, json, lockFile, versions, state } = one.provenance;
    const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
    return `| ${[
      cell(placeOf(one)),
      cell(commitName(commit, clean)),
      cell(json.slice(0, 12)),
      cell(lockFile.slice(0, 12)),
      text(tools.join(', ')),
      state ? `${cell(state.lineage.slice(0, 8))} ${state.serial}` : 'none',
      upstream(one.provenance.upstream),
    ].join(' | ')} |`;
  });
  return [
    '<details><summary>Sources of the plans</summary>',
    '',
    '| app | commit | JSON | lock file | versions | state, serial | states read, serials |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    '</details>',
  ].join('\n');
}
