import { placeOf } from '../record/record';
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
  if (isNothing(counts)) {
    const said = fault === undefined ? (state === 'unchanged' ? 'unchanged' : 'no changes') : '';
    return [
      { words: placeOf(row) },
      { words: said },
      ...Array.from({ length: tableHead.length - 3 }, () => ({ words: '' })),
      { words: error, strong: true },
    ].map((cell) => (cell.words === '' ? { words: '' } : cell));
  }
  const { add, change, possibleChange, replace, possibleReplace, destroy, forget, move, outputs } = counts;
  const lost = [number(destroy), forget > 0 && `${forget} forgotten`].filter(Boolean).join(' + ');
  return [
    { words: placeOf(row) },
    { words: number(add) },
    { words: number(change, possibleChange) },
    { words: number(replace, possibleReplace), strong: true },
    { words: lost, strong: true },
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
    outputs > 0 && `${outputs} outputs`,
  ];
  return words.filter(Boolean).join(', ') || 'no changes';
}

/** `c626955`, with `+changes` where the folder had others than the commit. */
export const commitName = (commit: string, clean: boolean): string => `${commit.slice(0, 7)}${clean ? '' : '+changes'}`;
