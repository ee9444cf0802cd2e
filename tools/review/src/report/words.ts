import { placeOf } from '../record/record';
import type { Destructive } from './destructive';
import { isNothing, type Counts, type Row } from './counts';

export const tableHead = [
  'environment/app',
  'add',
  'change',
  'replace',
  'destroy',
  'move',
  'import',
  'outputs',
  'errors',
] as const;

export interface Cell {
  readonly words: string;
  /** What a reviewer must not overlook. */
  readonly strong?: boolean;
}

const number = (count: number, possible = 0): string => {
  if (possible === 0) return count === 0 ? '' : String(count);
  return count === 0 ? `${possible} possible` : `${count} + ${possible} possible`;
};

/** The cells of a row of the table: nothing is said of the changes of what was not read. */
export function tableCells(row: Row): Cell[] {
  const { counts, state, fault } = row;
  const error = fault === undefined ? '' : fault;
  if (state === 'missing' || state === 'failed') {
    return [
      { words: placeOf(row) },
      ...Array.from({ length: tableHead.length - 2 }, () => ({ words: '?' })),
      { words: error, strong: true },
    ];
  }
  // That nothing changes is said of what was read to its end alone.
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
    possibleReplace > 0 && `${possibleReplace} possibly to replace`,
    forget > 0 && `${forget} to forget`,
    add > 0 && `${add} to add`,
    change > 0 && `${change} to change`,
    possibleChange > 0 && `${possibleChange} possibly to change`,
    move > 0 && `${move} moved`,
    counts.import > 0 && `${counts.import} to import`,
    outputs > 0 && (outputs === 1 ? '1 output' : `${outputs} outputs`),
  ];
  return words.filter(Boolean).join(', ') || 'no changes';
}

/** `c626955`, with `+changes` where the folder had others than the commit. */
export const commitName = (commit: string, clean: boolean): string => `${commit.slice(0, 7)}${clean ? '' : '+changes'}`;

/** `2026-11-29 14:03 UTC` */
export const dayOf = ({ at }: { readonly at: string }): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** What stands over what goes, by what happens to it. */
export const lossTitles = {
  destroy: 'Destroyed',
  replace: 'Replaced',
  'possible replace': 'Possibly replaced: only if a value that is not known yet really changes',
  forget: 'Forgotten: they stay in AWS, and Terraform knows them no more',
} as const satisfies Readonly<Record<Destructive['action'], string>>;
