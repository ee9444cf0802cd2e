import type { Place } from '../environment/place';
import { ClusterPart } from './cluster-part';
import { CodeDeployPart } from './code-deploy-part';
import type { Part } from './part';

/** What can be released apart from the rest. */
export const sides = ['web', 'workers'] as const;
export type Side = (typeof sides)[number];

/** Which side a part is of. */
export const sideOf = ({ name }: Pick<Part, 'name'>): Side => (name === 'web' ? 'web' : 'workers');

/** The parts of an environment, web first: whoever gets that gets the rest, so that of two releases one goes through. */
export function partsOf(place: Place, to?: Side): Part[] {
  const { groups, cluster } = place.names;
  const roles = [...groups].sort(([one], [other]) => Number(other === 'web') - Number(one === 'web'));
  const parts: Part[] = roles.map(([role, group]) => new CodeDeployPart(place, role, group));
  if (cluster) parts.push(new ClusterPart(place, cluster));
  return parts.filter((part) => to === undefined || sideOf(part) === to);
}

/** @throws if it is neither side */
export function chosenSide(to: string | undefined): Side | undefined {
  const side = sides.find((one) => one === to);
  if (to === undefined || side) return side;
  throw new Error(
    `--to says ${JSON.stringify(to)}; it can be ${sides.join(' or ')}, and without it a release goes to both.`,
  );
}
