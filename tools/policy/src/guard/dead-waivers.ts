import type { Resource } from '@malinshopper/synthesized';
import { isAddress, type DeadWaiver, type Waiver } from '../waivers/waiver';
import { stateful } from './stateful';

/**
 * Waivers of production's guard that hold no more, or can let nothing go. Which of the others is needed, only the plan of a
 * deploy can tell.
 * @param resources all that production's apps make
 */
export function deadGuardWaivers(
  waivers: readonly Waiver[],
  resources: readonly Resource[],
  today: string,
): readonly DeadWaiver[] {
  const paths = new Set(resources.filter(({ type }) => type in stateful).map(({ path }) => path));
  return waivers.flatMap((waiver) => {
    const { path, expires } = waiver;
    if (expires < today) {
      return [
        { waiver, because: `expired on ${expires}: delete it, or give it a new day if its deploy is still to come` },
      ];
    }
    const names = isAddress(path) ? path.split('.')[0]! in stateful : paths.has(path);
    return names
      ? []
      : [
          {
            waiver,
            because: 'names nothing that production would hold back: a resource that is gone is named by its address',
          },
        ];
  });
}
