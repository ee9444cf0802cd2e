import type { Resource } from '@malinshopper/synthesized';
import { deletionRule, isAddress, type DeadWaiver, type GuardWaiver } from '../waivers/waiver';
import { free } from './effects/direction';
import { rowOf } from './table';

/** Whether the guard could hold back what a waiver names: the whole of a type, or an attribute of it. */
function isHeldBack(type: string, attribute: string | undefined): boolean {
  const row = rowOf(type);
  if (attribute === undefined) return row?.mayGo !== true;
  return row?.attributes[attribute] !== free;
}

/**
 * Waivers of production's guard that hold no more, or can let nothing go. Which of the others is needed, only the plan of a
 * deploy can tell.
 * @param resources all that production's apps make
 */
export function deadGuardWaivers(
  waivers: readonly GuardWaiver[],
  resources: readonly Resource[],
  today: string,
): readonly DeadWaiver[] {
  return waivers.flatMap((waiver) => {
    const { rule, path, expires, attribute } = waiver;
    if (expires < today) {
      return [
        { waiver, because: `expired on ${expires}: delete it, or give it a new day if its deploy is still to come` },
      ];
    }
    const named = isAddress(path)
      ? [path.split('.')[0]!]
      : resources.filter((one) => one.path === path).map(({ type }) => type);
    // Whether a rule is broken there is asked with those of the others (withWaivers).
    if (rule !== deletionRule || named.some((type) => isHeldBack(type, attribute))) return [];
    return [
      {
        waiver,
        because: 'names nothing that production would hold back: a resource that is gone is named by its address',
      },
    ];
  });
}
