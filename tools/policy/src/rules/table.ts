import type { Ask, Break } from './ask';
import type { Rule } from './rule';

/**
 * A rule as a row of a table: its texts, its ask, and the resource to which its breaks apply. The key of the row is the
 * id of the rule.
 */
export interface Row extends Pick<Rule, 'title' | 'severity' | 'why' | 'fix' | 'source' | 'about' | 'of'> {
  /**
   * The ids of other standards that this rule implements, separated by spaces: FSBP, cdk-nag, and rows of the list of
   * requirements (`N9`).
   * @default none
   */
  readonly covers?: string;
  /** The resource types that the rule judges. @default - the types of the table */
  readonly types?: readonly string[];
  readonly ask: Ask;
  /** The scenario and the resource to which a break applies if it declares none. @default - `place` of the table */
  readonly tried?: Partial<Pick<Break, 'scenario' | 'type' | 'path'>>;
}

/**
 * The rules of one or several resource types, by their ids.
 * @param place the resource that the breaks of all rows change. @default - in production, the first resource of the first type
 */
export function rulesOf<Id extends string>(
  types: string | readonly string[],
  rows: Readonly<Record<Id, Row>>,
  place: Row['tried'] = {},
): readonly Rule<Id>[] {
  return Object.entries<Row>(rows).map(([id, { ask, covers, tried = place, ...row }]) => {
    const judged = row.types ?? [types].flat();
    return {
      ...row,
      id: id as Id,
      covers: covers?.split(' '),
      types: judged,
      check: (resource, world) => ask.fault(resource, world),
      breaks: ask.breaks.map((each) => ({ type: judged[0]!, ...tried, ...each })),
    };
  });
}

type IdOf<Table> = Table extends readonly Rule<infer Id>[] ? Id : never;

/** The tables, if none of them repeats an id of an earlier one. Otherwise the type names the repeated id. */
type Distinct<
  Tables extends readonly unknown[],
  Seen extends string = never,
  Checked extends readonly unknown[] = [],
> = Tables extends readonly [infer First, ...infer Rest]
  ? [IdOf<First> & Seen] extends [never]
    ? Distinct<Rest, Seen | IdOf<First>, readonly [...Checked, First]>
    : readonly [...Checked, `${IdOf<First> & Seen} is the id of two rules`, ...unknown[]]
  : Checked;

/** All rules of several tables. Two rules with one id do not compile. */
export function distinct<const Tables extends readonly (readonly Rule[])[]>(
  ...tables: Tables & Distinct<Tables>
): readonly Rule<IdOf<Tables[number]>>[] {
  return (tables as Tables).flat() as Rule<IdOf<Tables[number]>>[];
}
