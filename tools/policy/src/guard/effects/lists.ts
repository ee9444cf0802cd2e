import type { Direction } from './direction';
import { inWords, isNothing, isObject, isSame, listOf, textOf } from './value';

const leave = () => 'Leave it as it is';

/** A list or a set that may only gain members. */
export const grows = (loses: string): Direction => ({
  may: 'may only gain members',
  loses,
  instead: (before) => `Keep each of ${inWords(before)}`,
  allows: (before, after) => {
    const is = new Set(listOf(after).map(textOf));
    const gone = listOf(before).filter((each) => !is.has(textOf(each)));
    return gone.length === 0 || `${gone.map(inWords).join(', ')} would be removed`;
  },
});

/** A selection that may only gain members. An empty selection means "all" (RDS API, CreateEventSubscription). */
export const growsToAll = (loses: string): Direction => {
  const list = grows(loses);
  const isAll = isNothing;
  return {
    ...list,
    may: 'may only gain members (an empty one means all)',
    allows: (before, after) => isAll(after) || (!isAll(before) && list.allows(before, after)),
  };
};

/** A list to which nothing may be added. */
export const shrinks = (loses: string): Direction => ({
  ...grows(loses),
  may: 'may only lose members',
  instead: () => 'Add nothing to it',
  allows: (before, after) => {
    const was = new Set(listOf(before).map(textOf));
    return listOf(after).every((each) => was.has(textOf(each)));
  },
});

/**
 * A set that may change as long as one of its members stays: an old security group beside its successor
 * (docs/adr/0029).
 */
export const overlaps = (loses: string): Direction => ({
  may: 'must keep one of its members',
  loses,
  instead: (before) => `Keep one of ${inWords(before)}`,
  mayBeUnknown: true,
  allows: (before, after) =>
    isNothing(before) || listOf(after).some((is) => listOf(before).some((was) => isSame(is, was))),
});

/** A block or a list by the keys of its members: each existing member stays, and may change in the permitted way. */
export const members = (
  key: string,
  may: string,
  loses: string,
  judge: (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) => true | string,
  added: (after: Readonly<Record<string, unknown>>) => true | string = () => true,
): Direction => ({
  may,
  loses,
  instead: leave,
  allows: (before, after) => {
    const [was, is] = [listOf(before).filter(isObject), listOf(after).filter(isObject)];
    const faults = [
      ...was.map((one) => {
        const next = is.find((each) => each[key] === one[key]);
        if (!next) return `${inWords(one[key])} would be removed`;
        return isSame(one, next) || judge(one, next);
      }),
      ...is.filter((one) => !was.some((each) => each[key] === one[key])).map(added),
    ].filter((fault) => fault !== true);
    return faults.length === 0 || faults.join(', ');
  },
});
