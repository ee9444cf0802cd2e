import type { Outcome } from '../run';
import type { Rule } from '../rules/rule';
import { checkov, requirements } from './catalogue';

/** The number of verdicts of a rule, and their results, over all environments. */
export interface RuleCoverage {
  readonly rule: Rule;
  readonly judged: number;
  readonly passed: number;
  readonly waived: number;
  readonly failing: number;
}

export function ruleCoverage(rules: readonly Rule[], outcomes: readonly Outcome[]): RuleCoverage[] {
  const all = outcomes.flatMap(({ judged }) => judged);
  return rules.map((rule) => {
    const own = all.filter((verdict) => verdict.rule === rule);
    const waived = own.filter(({ waiver }) => waiver).length;
    const passed = own.filter(({ fault }) => !fault).length;
    return { rule, judged: own.length, passed, waived, failing: own.length - passed - waived };
  });
}

/** A requirement of a standard, with the rules that meet it, or the reason why none is needed. Neither is a gap. */
export interface Answer {
  /** The resource type of the requirement. @default - the whole repository */
  readonly type?: string;
  readonly id: string;
  readonly asks: string;
  readonly rules: readonly string[];
  readonly why?: string;
}

type Reasons = Readonly<Record<string, string>>;

/** Every checkov rule of every resource type that the apps create. */
export function checkovAnswers(rules: readonly Rule[], typesInUse: ReadonlySet<string>, reasons: Reasons): Answer[] {
  return Object.entries(checkov)
    .filter(([type]) => typesInUse.has(type))
    .flatMap(([type, asked]) =>
      Object.entries(asked).map(([id, asks]) => ({ type, id, asks, rules: rulesFor(id, rules), why: reasons[id] })),
    );
}

/** Every assertion of the list of requirements. */
export function requirementAnswers(rules: readonly Rule[], reasons: Reasons): Answer[] {
  return Object.entries(requirements).map(([id, asks]) => ({
    id,
    asks,
    rules: rulesFor(id, rules),
    why: reasons[id],
  }));
}

const rulesFor = (id: string, rules: readonly Rule[]) =>
  rules.filter((rule) => rule.id === id || rule.covers?.includes(id)).map((rule) => rule.id);

/** Requirements with neither a rule nor a stated reason for its absence. */
export const gaps = (answers: readonly Answer[]) =>
  answers.filter(({ rules, why }) => rules.length === 0 && why === undefined);
