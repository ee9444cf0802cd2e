import { releaseSides, type ReleaseSide } from '@malinshopper/environments';
import type { Place } from '../environment/place';
import { ClusterPart } from './cluster-part';
import { CodeDeployPart } from './code-deploy-part';
import type { Part } from './part';

/**
 * The parts of an environment, the web side first. If two releases begin at the same time, the release that gets the
 * first part also gets all other parts.
 */
export function partsOf(place: Place, to?: ReleaseSide): Part[] {
  const { groups, cluster } = place.names;
  const parts: Part[] = [...groups].map(([role, group]) => new CodeDeployPart(place, role, group));
  if (cluster) parts.push(new ClusterPart(place, cluster));
  return releaseSides.flatMap((side) =>
    parts.filter((part) => part.side === side && (to === undefined || side === to)),
  );
}

/** @throws Error if it is neither side */
export function chosenSide(to: string | undefined): ReleaseSide | undefined {
  const side = releaseSides.find((one) => one === to);
  if (to === undefined || side) return side;
  throw new Error(
    `--to is ${JSON.stringify(to)}; it can be ${releaseSides.join(' or ')}, and without it a release goes to both.`,
  );
}
