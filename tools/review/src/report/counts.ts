import type { ReviewedApp, ReviewedChange } from '../record/record';

/** The numbers of changes of an app in an environment. Changes that depend on an upstream output are counted apart. */
export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly possibleChange: number;
  readonly replace: number;
  readonly possibleReplace: number;
  readonly destroy: number;
  readonly forget: number;
  readonly move: number;
  readonly import: number;
  readonly outputs: number;
}

/** A row of the table. */
export interface Row {
  readonly environment: string;
  readonly app: string;
  readonly state: 'planned' | 'unchanged' | 'failed' | 'missing';
  readonly counts: Counts;
  /** The reason why it is incomplete: its plan failed, is missing, has errors or is not complete. */
  readonly fault?: string;
}

export const noCounts: Counts = {
  add: 0,
  change: 0,
  possibleChange: 0,
  replace: 0,
  possibleReplace: 0,
  destroy: 0,
  forget: 0,
  move: 0,
  import: 0,
  outputs: 0,
};

export const isPossible = ({ onlyIf }: ReviewedChange): boolean => onlyIf !== undefined && onlyIf.length > 0;

export function countsOf({ result }: ReviewedApp): Counts {
  if (result.kind !== 'planned') return noCounts;
  const changes: readonly ReviewedChange[] = result.changes.filter(({ mode }) => mode === 'managed');
  const of = (action: ReviewedChange['action'], possible?: boolean) =>
    changes.filter((one) => one.action === action && (possible === undefined || isPossible(one) === possible)).length;
  return {
    add: of('create'),
    change: of('update', false),
    possibleChange: of('update', true),
    replace: of('replace', false),
    possibleReplace: of('replace', true),
    destroy: of('delete'),
    forget: of('forget'),
    move: changes.filter(({ previousAddress }) => previousAddress !== undefined).length,
    import: changes.filter(({ importing }) => importing !== undefined).length,
    outputs: result.outputs.length,
  };
}

export function sum(all: readonly Counts[]): Counts {
  const names = Object.keys(noCounts) as (keyof Counts)[];
  return Object.fromEntries(
    names.map((name) => [name, all.reduce((total, one) => total + one[name], 0)]),
  ) as unknown as Counts;
}

/** True if anything at all would be done. */
export const isNothing = (counts: Counts): boolean => Object.values(counts).every((count) => count === 0);

/** The reason why a plan is incomplete. */
export function faultOf({ result }: ReviewedApp): string | undefined {
  if (result.kind === 'failed') return 'its plan failed';
  if (result.kind === 'unchanged') return undefined;
  if (result.errored) return 'its plan ended in an error';
  if (result.deferred.length > 0) return `Terraform could not plan ${result.deferred.length} of its resources yet`;
  return result.complete ? undefined : 'its plan is not complete: another one has to follow it';
}
