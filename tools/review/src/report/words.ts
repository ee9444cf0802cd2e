import { placeOf } from '../record/record';
import type { DeployedFrom, Destructive } from './destructive';
import { isNothing, type Counts, type Row } from './counts';

const head = ['app', 'add', 'change', 'replace', 'destroy', 'move', 'import', 'outputs', 'errors'] as const;
/** The first columns are always shown, so that a zero of destroyed resources is visible. */
const always = 5;

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The numbers of changes of each app; empty columns are left out. */
export function tableOf(rows: readonly Row[]): Table {
  const all = rows.map(tableCells);
  const isShown = (column: number) => column < always || all.some((cells) => !['', '?'].includes(cells[column]!.words));
  const shown = <T>(cells: readonly T[]) => cells.filter((_, column) => isShown(column));
  return { head: shown(head), rows: all.map(shown) };
}

export interface Cell {
  readonly words: string;
  /** True for a cell that a reviewer must not overlook. */
  readonly strong?: boolean;
}

const number = (count: number, possible = 0): string => {
  if (possible === 0) return count === 0 ? '' : String(count);
  return count === 0 ? `${possible} possible` : `${count} + ${possible} possible`;
};

/** The cells of a row of the table: an app that was not read has no numbers. */
function tableCells(row: Row): Cell[] {
  const { counts, state, fault } = row;
  const error = fault === undefined ? '' : fault;
  if (state === 'missing' || state === 'failed') {
    return [
      { words: placeOf(row) },
      ...Array.from({ length: head.length - 2 }, () => ({ words: '?' })),
      { words: error, strong: true },
    ];
  }
  // "No changes" is shown only for a complete plan.
  const zero = fault === undefined && isNothing(counts) ? '0' : '';
  const { add, change, possibleChange, replace, possibleReplace, destroy, forget, move, outputs } = counts;
  const lost = [number(destroy), forget > 0 && `${forget} forgotten`].filter(Boolean).join(' + ');
  return [
    { words: placeOf(row) },
    { words: number(add) || zero },
    { words: number(change, possibleChange) || zero },
    { words: number(replace, possibleReplace) || zero, strong: zero === '' },
    { words: lost || zero, strong: zero === '' },
    { words: number(move) },
    { words: number(counts.import) },
    { words: number(outputs) },
    { words: error, strong: true },
  ].map((cell) => (cell.words === '' ? { words: '' } : cell));
}

/** `2 to add, 1 to replace` */
export function countsText(counts: Counts): string {
  const { add, change, possibleChange, replace, possibleReplace, destroy, forget, move, outputs } = counts;
  const words = [
    destroy > 0 && `${destroy} to destroy`,
    replace > 0 && `${replace} to replace`,
    possibleReplace > 0 && `${possibleReplace} may be replaced`,
    forget > 0 && `${forget} to forget`,
    add > 0 && `${add} to add`,
    change > 0 && `${change} to change`,
    possibleChange > 0 && `${possibleChange} may change`,
    move > 0 && `${move} moved`,
    counts.import > 0 && `${counts.import} to import`,
    outputs > 0 && (outputs === 1 ? '1 output' : `${outputs} outputs`),
  ];
  return words.filter(Boolean).join(', ') || 'no changes';
}

/** `c626955`, with `+changes` if the folder had uncommitted changes. */
export const commitName = (commit: string, clean: boolean): string => `${commit.slice(0, 7)}${clean ? '' : '+changes'}`;

/** The same of a deploy. */
export const commitOf = ({ commit, clean }: DeployedFrom): string => commitName(commit, clean);

/** The sources of the last deploys of these, by app, if this code no longer has them. */
export const deploysOf = (all: readonly Destructive[]): [string, DeployedFrom][] => [
  ...new Map(all.flatMap((one) => (one.deployed ? [[placeOf(one), one.deployed] as const] : []))),
];

/** `2026-11-29 14:03 UTC` */
export const dayOf = ({ at }: { readonly at: string }): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The titles over deleted resources, by their action. */
export const lossTitles = {
  destroy: { title: 'Destroyed' },
  replace: { title: 'Replaced', note: 'Each is destroyed, and an empty one is made in its place.' },
  'possible replace': {
    title: 'Possibly replaced',
    note: 'Only if a value that is not known before the deploy changes.',
  },
  forget: { title: 'Forgotten', note: 'It stays in AWS, and Terraform no longer manages it.' },
} as const satisfies Readonly<Record<Destructive['action'], { readonly title: string; readonly note?: string }>>;

const done = {
  destroy: 'destroyed',
  replace: 'replaced',
  'possible replace': 'possibly replaced',
  forget: 'forgotten',
};

/** The outcome for a resource: `destroyed`. */
export const doneTo = ({ action }: Destructive): string => done[action];

export const atStake = 'Data is at stake:';

/** For resources that an app no longer has: the code, and its limit. */
export const broughtBack = 'A deploy of that commit restores it without its data.';

/** The title of the rehearsal. It states the missing data, because the result is no promise about data. */
export const rehearsalTitle = 'Rehearsal on the embedded AWS, without real data';

/** The resources for a reviewer's first look: those that hold or guard data and are deleted. */
export const lossesOfData = (all: readonly Destructive[]): Destructive[] =>
  all.filter(({ holds, action }) => holds !== undefined && action !== 'forget');
