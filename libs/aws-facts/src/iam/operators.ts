import { arnLike } from './arn-like';
import { likePattern } from './pattern';

/** The comparison of one value of a request with one of a policy. */
type Compare = (given: string, wanted: string) => boolean;

/** The parts of a condition operator of a policy: `ForAnyValue:StringNotLikeIfExists`. */
export interface ConditionOperator {
  /** Of several values of the key, all or any must match. @default - the key has one value */
  readonly quantifier?: 'all' | 'any';
  /** True if a request without the key passes, because of the operator. */
  readonly ifExists: boolean;
  /** True for a negated operator: the condition holds if no value matches, and if the request lacks the key. */
  readonly negated: boolean;
  /** The compared type: only texts and ARNs identify a caller. */
  readonly compares: 'text' | 'ARN' | 'other';
  /** Undefined if no comparison here implements AWS's: dates, addresses, binaries. */
  readonly compare?: Compare;
}

const sameText: Compare = (given, wanted) => given === wanted;
const sameLetters: Compare = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const likeText: Compare = (given, wanted) => likePattern(wanted).test(given);
// AWS does not document `*` as an ARN pattern. Here it matches every ARN: this is the worst case for a policy that must
// exclude a principal.
const likeArn: Compare = (given, wanted) => wanted === '*' || arnLike(wanted, given);
const numeric =
  (holds: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) =>
    holds(Number(given), Number(wanted));

type Kind = Pick<ConditionOperator, 'compares' | 'compare'>;
const text = (compare: Compare): Kind => ({ compares: 'text', compare });
// `ArnEquals` and `ArnLike` are the same: both support patterns.
const arn: Kind = { compares: 'ARN', compare: likeArn };
const other = (compare?: Compare): Kind => ({ compares: 'other', ...(compare && { compare }) });

/**
 * IAM user guide, "IAM JSON policy elements: Condition operators". The names are in lower case: they are
 * case-insensitive.
 */
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
/** Each with its negation. */
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

/** The operator with a name in a policy; undefined for `Null`, which compares nothing, and for an unknown name. */
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
 * Returns whether a condition with this operator requires its key: a request without the key, or with another value,
 * does not pass. Negated operators, `...IfExists`, `Null` and `ForAllValues` pass without it (IAM user guide,
 * "Condition operators").
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
