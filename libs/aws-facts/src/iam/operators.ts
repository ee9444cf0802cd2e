import { arnLike } from './arn-like';
import { likePattern } from './pattern';

/** How one value of a request compares with one of a policy. */
type Compare = (given: string, wanted: string) => boolean;

/** A condition operator of a policy, taken apart: `ForAnyValue:StringNotLikeIfExists`. */
export interface ConditionOperator {
  /** Of several values of the key, all or any have to pass. @default - the key has one value */
  readonly quantifier?: 'all' | 'any';
  /** Whether a request without the key passes, because the operator says so. */
  readonly ifExists: boolean;
  /** Whether it passes if no value compares. A request without the key passes too. */
  readonly negated: boolean;
  /** What it compares: only texts and ARNs say who calls. */
  readonly compares: 'text' | 'ARN' | 'other';
  /** Undefined where no comparison of this repository follows AWS's: dates, addresses, binaries. */
  readonly compare?: Compare;
}

const sameText: Compare = (given, wanted) => given === wanted;
const sameLetters: Compare = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const likeText: Compare = (given, wanted) => likePattern(wanted).test(given);
// AWS documents no pattern without parts: that it fits everything is the worse for those that a policy is to keep out.
const likeArn: Compare = (given, wanted) => wanted === '*' || arnLike(wanted, given);
const numeric =
  (holds: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) =>
    holds(Number(given), Number(wanted));

type Kind = Pick<ConditionOperator, 'compares' | 'compare'>;
const text = (compare: Compare): Kind => ({ compares: 'text', compare });
// `ArnEquals` and `ArnLike` are the same: both take patterns.
const arn: Kind = { compares: 'ARN', compare: likeArn };
const other = (compare?: Compare): Kind => ({ compares: 'other', ...(compare && { compare }) });

/** IAM user guide, "IAM JSON policy elements: Condition operators". Names in small letters: case does not count. */
const positive: Readonly<Record<string, Kind>> = {
  stringequals: text(sameText),
  stringequalsignorecase: text(sameLetters),
  stringlike: text(likeText),
  arnequals: arn,
  arnlike: arn,
  bool: other(sameLetters),
  numericequals: other(numeric((given, wanted) => given === wanted)),
  numericlessthan: other(numeric((given, wanted) => given < wanted)),
  numericlessthanequals: other(numeric((given, wanted) => given <= wanted)),
  numericgreaterthan: other(numeric((given, wanted) => given > wanted)),
  numericgreaterthanequals: other(numeric((given, wanted) => given >= wanted)),
  dateequals: other(),
  datelessthan: other(),
  datelessthanequals: other(),
  dategreaterthan: other(),
  dategreaterthanequals: other(),
  binaryequals: other(),
  ipaddress: other(),
};
/** Each with the one that it negates. */
const negative: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  numericnotequals: 'numericequals',
  datenotequals: 'dateequals',
  notipaddress: 'ipaddress',
};
const form = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

/** The operator that a policy names; undefined for `Null`, which compares nothing, and for what is no operator of IAM. */
export function operatorOf(written: string): ConditionOperator | undefined {
  const [, set, name = '', ifExists] = form.exec(written.toLowerCase()) ?? [];
  const negates = negative[name];
  const found = positive[negates ?? name];
  if (!found) return undefined;
  return {
    ...found,
    negated: negates !== undefined,
    ifExists: ifExists !== undefined,
    ...(set && { quantifier: set === 'forallvalues' ? 'all' : 'any' }),
  };
}

/**
 * Whether a condition with this operator demands its key: a request that lacks the key, or has another value, does not pass. Negated
 * operators, `...IfExists`, `Null` and `ForAllValues` let through what lacks it (IAM user guide, "Condition operators").
 */
export function demandsItsKey(written: string): boolean {
  const operator = operatorOf(written);
  return (
    operator !== undefined &&
    operator.compares !== 'other' &&
    !operator.negated &&
    !operator.ifExists &&
    operator.quantifier !== 'all'
  );
}
