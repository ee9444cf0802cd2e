import type { Resource } from '@malinshopper/synthesized';
import { deletionRule, isAddress, type DeadWaiver, type GuardWaiver } from '../waivers/waiver';
import { free } from './effects/direction';
import { rowOf } from './table';

/**
 * True if the guard can refuse a change that a waiver names: a change of a whole resource type, or of one attribute.
 */
function isHeldBack(type: string, attribute: string | undefined): boolean {
  const row = rowOf(type);
  if (attribute === undefined) return row?.mayGo !== true;
  return row?.attributes[attribute] !== free;
}

/**
 * Waivers of production's guard that have expired, or can permit no change. The remaining waivers are not judged,
 * because only the plan of a deploy shows if a waiver is needed.
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
