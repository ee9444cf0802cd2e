import { isReplacement, readPlan } from './plan-json';

/** The changes of a plan, in numbers of resources: without the preview's placeholders, and a replacement counted as one. */
export interface PlanCounts {
  readonly add: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
  readonly move: number;
  readonly import: number;
  /** Removed from the state, and left in AWS. */
  readonly forget: number;
  readonly outputs: number;
}

/** @param plan `terraform show -json`, parsed */
export function countsOf(plan: unknown, placeholders: readonly string[]): PlanCounts {
  const { resource_changes, output_changes } = readPlan(plan);
  const changes = resource_changes.filter(({ address }) => !placeholders.includes(address));
  const only = (action: string) => changes.filter(({ change }) => change.actions.join() === action).length;
  return {
    add: only('create'),
    change: only('update'),
    replace: changes.filter(isReplacement).length,
    destroy: only('delete'),
    move: changes.filter((one) => one.previous_address !== undefined && one.previous_address !== one.address).length,
    import: changes.filter(({ change }) => change.importing !== undefined && change.importing !== null).length,
    forget: changes.filter(({ change }) => change.actions.includes('forget')).length,
    outputs: Object.values(output_changes).filter(({ actions }) => actions.join() !== 'no-op').length,
  };
}

export const isNothing = (counts: PlanCounts): boolean => Object.values(counts).every((count) => count === 0);

/** `2 to add, 1 to replace, 3 outputs`; zeros are left out. */
export function countsText({
  add,
  change,
  replace,
  destroy,
  move,
  import: imported,
  forget,
  outputs,
}: PlanCounts): string {
  const parts: [number, string][] = [
    [add, 'to add'],
    [change, 'to change'],
    [replace, 'to replace'],
    [destroy, 'to destroy'],
    [move, 'to move'],
    [imported, 'to import'],
    [forget, 'to forget'],
    [outputs, outputs === 1 ? 'output' : 'outputs'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.join(', ') || 'no changes';
}
