import type { ReviewedChange, ReviewedOutput, ReviewedPlan } from '../record/record';
import { differsOnlyInUnknown, isMembers, same, type Value } from '../value/value';
import type { Found } from './difference';
import { Values, type ValueDifference } from './values';

type Digest = (value: unknown) => string;

/** The changes in which a new plan of an app goes beyond the reviewed one. */
export function changeDifferences(reviewed: ReviewedPlan, fresh: ReviewedPlan, digest: Digest): Found[] {
  const left = new Map(reviewed.changes.map((one) => [keyOf(one), one]));
  const found = fresh.changes.flatMap((is) => {
    const was = left.get(keyOf(is));
    left.delete(keyOf(is));
    return was ? between(was, is, digest) : appeared(is);
  });
  return [...found, ...[...left.values()].filter((was) => !mayVanish(was)).map(vanished)];
}

/** The same for outputs. */
export function outputDifferences(reviewed: ReviewedPlan, fresh: ReviewedPlan, digest: Digest): Found[] {
  const left = new Map(reviewed.outputs.map((one) => [one.name, one]));
  const found = fresh.outputs.flatMap((is): Found[] => {
    const address = `output ${is.name}`;
    const was = left.get(is.name);
    left.delete(is.name);
    if (!was) return [{ kind: 'appeared', address, what: `would now ${is.action}` }];
    if (was.action !== is.action) return [action(address, was.action, is.action)];
    const values = new Values('output', digest);
    return [...values.differences(was.before, is.before), ...values.differences(was.after, is.after)].map((one) =>
      value(address, one),
    );
  });
  const gone = [...left.values()].filter(
    (was) => !(was.action === 'update' && differsOnlyInUnknown(was.before, was.after)),
  );
  return [
    ...found,
    ...gone.map((was: ReviewedOutput): Found => ({
      kind: 'vanished',
      address: `output ${was.name}`,
      what: `would not ${was.action} any more`,
    })),
  ];
}

/** A deposed object has the same address as its successor, so the key also contains the deposed key. */
const keyOf = ({ address, deposed = '' }: ReviewedChange) => `${address} ${deposed}`;

const appeared = ({ address, action: does }: ReviewedChange): Found[] => [
  { kind: 'appeared', address, what: `would now ${does}, and the review has no change of it` },
];
const vanished = ({ address, action: does }: ReviewedChange): Found => ({
  kind: 'vanished',
  address,
  what: `would not ${does} any more`,
});
const action = (address: string, was: string, is: string): Found => ({
  kind: 'action',
  address,
  what: `would ${is}, and the review has ${was}`,
});
const value = (address: string, { path, reviewed, fresh }: ValueDifference): Found => ({
  kind: 'value',
  address,
  path,
  what: `${path.length > 0 ? path.join('.') : 'its value'} differs`,
  reviewed,
  fresh,
});

/**
 * Returns true if a reviewed change may be missing in the new plan. This is a read, or a change of which the only cause
 * was an unknown value that has become known and is unchanged.
 */
function mayVanish({ action: does, onlyIf, before, after, previousAddress, importing }: ReviewedChange): boolean {
  if (does === 'read') return true;
  if (previousAddress !== undefined || importing !== undefined) return false;
  if (does === 'update') return differsOnlyInUnknown(before, after);
  return does === 'replace' && onlyIf !== undefined && saysTheSame(before, after);
}

/** Returns true if a replacement has no known new value. Computed values are unknown or missing. */
function saysTheSame(before: Value | undefined, after: Value | undefined): boolean {
  if (!isMembers(before) || !isMembers(after)) return false;
  return Object.keys(after).every((name) => differsOnlyInUnknown(before[name] ?? null, after[name] ?? null));
}

function between(was: ReviewedChange, is: ReviewedChange, digest: Digest): Found[] {
  const { address } = is;
  const becameLess = was.action === 'replace' && was.onlyIf !== undefined && ['update', 'no-op'].includes(is.action);
  const lostItsCause = was.action === 'update' && is.action === 'no-op' && differsOnlyInUnknown(was.before, was.after);
  if (was.action !== is.action && !becameLess && !lostItsCause) return [action(address, was.action, is.action)];
  if (was.action === 'replace' && is.action === 'replace' && was.order !== is.order) {
    return [action(address, `replace ${was.order}`, `replace ${is.order}`)];
  }
  for (const [kind, before, now] of [
    ['is moved from', was.previousAddress, is.previousAddress],
    ['is imported as', was.importing, is.importing],
  ] as const) {
    if (before !== now)
      return [
        { kind: 'action', address, what: `${kind} ${now ?? 'nowhere'}, and the review has ${before ?? 'nowhere'}` },
      ];
  }
  const values = new Values(is.type, digest);
  const members = (one: Value | undefined) => (isMembers(one) ? one : {});
  const [oldBefore, oldAfter, newBefore, newAfter] = [was.before, was.after, is.before, is.after].map(members) as [
    ...Record<string, Value>[],
  ] as [Record<string, Value>, Record<string, Value>, Record<string, Value>, Record<string, Value>];
  // The changed or destroyed object in AWS must be the same one.
  const identity = ['id', 'arn'].flatMap((name) => values.differences(oldBefore[name], newBefore[name], [name]));
  if (identity.length > 0) return identity.map((one) => value(address, one));
  if (is.action === 'delete' || is.action === 'forget' || is.action === 'read') return [];
  const names = [...new Set([oldBefore, oldAfter, newBefore, newAfter].flatMap((one) => Object.keys(one)))].sort();
  return names.flatMap((name) => {
    if (isUntouched(is, name, newBefore, newAfter) && isUntouched(was, name, oldBefore, oldAfter)) return [];
    // A replaced object is deleted, whatever its values are by then; an updated one must change from its reviewed values.
    const before = is.action === 'replace' ? [] : values.differences(oldBefore[name], newBefore[name], [name]);
    const after = becameLess
      ? lessOf(values, name, oldBefore, oldAfter, newBefore, newAfter)
      : values.differences(oldAfter[name], newAfter[name], [name]);
    return [...before, ...after].slice(0, 1).map((one) => value(address, one));
  });
}

/** A value that an update leaves alone: it may have been changed in AWS since, and this deploy has no part in that. */
function isUntouched(
  { action: does }: ReviewedChange,
  name: string,
  before: Record<string, Value>,
  after: Record<string, Value>,
): boolean {
  return does !== 'create' && does !== 'replace' && same(before[name] ?? null, after[name] ?? null);
}

/** Only an update of a possible replacement has remained: values that the provider would have computed again stay. */
function lessOf(
  values: Values,
  name: string,
  oldBefore: Record<string, Value>,
  oldAfter: Record<string, Value>,
  newBefore: Record<string, Value>,
  newAfter: Record<string, Value>,
): ValueDifference[] {
  if (same(newBefore[name] ?? null, newAfter[name] ?? null) && oldAfter[name] === undefined) {
    return values.differences(oldBefore[name], newBefore[name], [name]);
  }
  return values.differences(oldAfter[name], newAfter[name], [name]);
}
