import { demandsItsKey, isWithin } from '@malinshopper/aws-facts';
import type { Statement } from '@malinshopper/synthesized';

/** A condition that a statement needs under `Condition`, so that a row covers it. */
export interface Demand {
  /** The condition key in lower case, because keys are not case-sensitive. */
  readonly key: string;
  /** Patterns of the permitted values. A statement with a value that matches no pattern is a finding. */
  readonly within: readonly string[];
  /** The operator of the condition. @default - an operator that requires the key in the request (`demandsItsKey`) */
  readonly operator?: string;
  /**
   * True if the condition must exclude at least these values, by a negated operator. @default - it must allow only
   * these values
   */
  readonly excludes?: true;
}

/**
 * A maximum permission of a kind of role. All values are IAM patterns. A statement that matches more than a row is a
 * finding.
 */
export interface Reach {
  readonly actions: readonly string[];
  readonly on: readonly string[];
  /** The conditions that a statement must have, all of them. @default none */
  readonly where?: readonly Demand[];
}

/** Returns a demand: the condition requires the key, with values that match the patterns. */
export const demands = (key: string, ...within: readonly string[]): Demand => ({ key: key.toLowerCase(), within });

/**
 * Returns a demand for an operator that also passes if the key is missing. Use it only if AWS always sends the key, or
 * if the key cannot exist yet.
 */
export const says = (operator: string, key: string, ...within: readonly string[]): Demand => ({
  key: key.toLowerCase(),
  within,
  operator,
});

/** The values are excluded. */
export const excludes = (operator: string, key: string, ...values: readonly string[]): Demand => ({
  ...says(operator, key, ...values),
  excludes: true,
});

function isMet({ key, within, operator, excludes: isExclusion }: Demand, { conditions }: Statement): boolean {
  return Object.entries(conditions).some(([written, keys]) => {
    const isMeant = operator ? written.toLowerCase() === operator.toLowerCase() : demandsItsKey(written);
    if (!isMeant) return false;
    return Object.entries(keys).some(([name, values]) => {
      if (name.toLowerCase() !== key) return false;
      if (isExclusion) return within.every((value) => values.includes(value));
      return values.length > 0 && values.every((value) => within.some((pattern) => isWithin(value, pattern)));
    });
  });
}

const isAmong = (inner: string, outer: readonly string[]) => outer.some((pattern) => isWithin(inner, pattern));

/** True if a resource is within a row. `*` in a row is for actions without resources, and covers no pattern of ARNs. */
const isOn = (resource: string, { on }: Reach) =>
  on.some((pattern) => (pattern === '*' ? resource === '*' : isWithin(resource, pattern)));

/** A row with compiled patterns, for checks of many actions. Actions are not case-sensitive. */
function ready(row: Reach) {
  const small = row.actions.map((action) => action.toLowerCase());
  const exact = new Set(small);
  const patterns = small.filter((action) => /[*?]/.test(action));
  return { row, covers: (action: string) => exact.has(action) || isAmong(action, patterns) };
}

/** The rows of a kind of role. */
export class Reaches {
  private readonly rows: readonly ReturnType<typeof ready>[];
  private readonly byAction = new Map<string, readonly Reach[]>();

  constructor(rows: readonly Reach[]) {
    this.rows = rows.map(ready);
  }
  /**
   * A permission of a statement beyond every row: an action, and the resource if the resource is the reason. Undefined
   * if there is none.
   */
  beyond(statement: Statement): { readonly action: string; readonly resource?: string } | undefined {
    const { actions, notActions, resources, notResources } = statement;
    if (notActions.length > 0) return { action: `all but ${notActions.join(', ')}` };
    if (notResources.length > 0) return { action: actions[0] ?? '', resource: `all but ${notResources.join(', ')}` };
    const met = new Map<Reach, boolean>();
    const holds = (row: Reach) => {
      const known = met.get(row) ?? (row.where ?? []).every((demand) => isMet(demand, statement));
      met.set(row, known);
      return known;
    };
    for (const action of actions) {
      const rows = this.about(action).filter(holds);
      if (rows.length === 0) return { action };
      const resource = resources.find((one) => !rows.some((row) => isOn(one, row)));
      if (resource !== undefined) return { action, resource };
    }
    return undefined;
  }

  private about(action: string): readonly Reach[] {
    const small = action.toLowerCase();
    const known = this.byAction.get(small);
    if (known) return known;
    const found = this.rows.filter(({ covers }) => covers(small)).map(({ row }) => row);
    this.byAction.set(small, found);
    return found;
  }
}
