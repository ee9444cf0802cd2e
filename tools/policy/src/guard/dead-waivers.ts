import type { Resource } from '@malinshopper/synthesized';
import { deletionRule, isAddress, type DeadWaiver, type GuardWaiver } from '../waivers/waiver';
import { free } from './effects/direction';
import { rowOf } from './table';

/** True if the guard could refuse a change that a waiver names: of a type as a whole, or of one of its attributes. */
function isHeldBack(type: string, attribute: string | undefined): boolean {
  const row = rowOf(type);
  if (attribute === undefined) return row?.mayGo !== true;
  return row?.attributes[attribute] !== free;
}

/**
 * Waivers of production's guard that have expired, or can permit no change. Only the plan of a deploy can show which of
 * the others are needed.
 * @param resources of all of production's apps
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
    // The check of waivers for ordinary rules covers guarded rules too (withWaivers).
    if (rule !== deletionRule || named.some((type) => isHeldBack(type, attribute))) return [];
    return [
      {
        waiver,
        because: 'names nothing that production would refuse: a resource that is gone is named by its address',
      },
    ];
  });
}
