import type { Ask, Break } from './ask';
import type { Rule } from './rule';

/** A rule as a row of a table: its words, what it asks, and where its breaks are tried. The id is the row's key. */
export interface Row extends Pick<Rule, 'title' | 'severity' | 'why' | 'fix' | 'about'> {
  /** Other ids that this rule is the check of, separated by blanks: FSBP, cdk-nag, rows of the list of requirements (`N9`). @default none */
  readonly covers?: string;
  /** The types that it judges. @default - those of the table */
  readonly types?: readonly string[];
  readonly ask: Ask;
  /** Where the breaks are tried that have no place of their own. @default - the place of the table */
  readonly tried?: Partial<Pick<Break, 'kind' | 'type' | 'path'>>;
}

/**
 * The rules of one resource type, or of several, by their ids.
 * @param of the type or types; or a type and the path of the resource on which the breaks are tried
 */
export function rulesOf<Id extends string>(
  of: string | readonly string[] | { readonly type: string; readonly path: string },
  rows: Readonly<Record<Id, Row>>,
): readonly Rule<Id>[] {
  const [types, place] = typeof of === 'object' && 'path' in of ? [[of.type], of] : [[of].flat(), {}];
  return Object.entries<Row>(rows).map(([id, { ask, covers, tried = place, ...row }]) => {
    const judged = row.types ?? types;
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

/** The tables, each of which has none of the ids of those before it; else the type names the id that stands twice. */
type Distinct<Tables extends readonly unknown[], Seen extends string = never> = Tables extends readonly [
  infer First,
  ...infer Rest,
]
  ? [IdOf<First> & Seen] extends [never]
    ? readonly [First, ...Distinct<Rest, Seen | IdOf<First>>]
    : readonly [`${IdOf<First> & Seen} is the id of two rules`, ...unknown[]]
  : readonly [];

/** All rules of several tables. Two rules of one id do not compile. */
export function distinct<const Tables extends readonly (readonly Rule[])[]>(
  ...tables: Tables & Distinct<Tables>
): readonly Rule<IdOf<Tables[number]>>[] {
  return (tables as Tables).flat() as Rule<IdOf<Tables[number]>>[];
}
