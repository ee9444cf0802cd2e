import { remove } from '../testing/mutation';
import { ours, valuesAt, type Ask, type Break } from './ask';

/** A type, or a type and the path of the resource on which breaks are tried. */
type Place = string | { readonly type: string; readonly path: string };
const placeOf = (place: Place) => (typeof place === 'string' ? { type: place } : place);

/** The breaks of an ask on a related resource. Their descriptions name its type. */
const breaksOn = (place: Place, { breaks }: Ask): readonly Break[] =>
  breaks.map((each) => ({ path: '', ...placeOf(place), ...each, what: `${placeOf(place).type}: ${each.what}` }));

/** An ask for each type that a rule judges. The breaks of each apply to a resource of its type. */
export const byType = (asks: Readonly<Record<string, Ask>>): Ask => ({
  fault: (resource, world) => asks[resource.type]?.fault(resource, world),
  breaks: Object.entries(asks).flatMap(([type, ask]) => breaksOn(type, ask)),
});

/** The attribute refers to a resource of a type in this repository (`ours`), and every such resource passes an ask. */
export function behind(attribute: string, place: Place, ask: Ask): Ask {
  const { type } = placeOf(place);
  const leadsThere = ours(attribute, type);
  return {
    fault(resource, world) {
      const targets = world.targets(valuesAt(resource.config, attribute), resource.stack);
      const faults = targets.flatMap((target) => {
        const fault = target.type === type ? ask.fault(target, world) : undefined;
        return fault === undefined ? [] : [`${target.path}: ${fault}`];
      });
      return leadsThere.fault(resource, world) ?? faults[0];
    },
    breaks: [...leadsThere.breaks, ...breaksOn(place, ask)],
  };
}

const anything: Ask = { fault: () => undefined, breaks: [] };

/**
 * Checks that a resource of a type refers to the judged resource, and passes an ask. The breaks remove this resource,
 * or are the breaks of the ask.
 */
export function has(place: Place, ask = anything): Ask {
  const { type } = placeOf(place);
  return {
    fault(resource, world) {
      const faults = world.thatName(resource, type).map((each) => ask.fault(each, world));
      if (faults.length === 0) return `has no ${type}`;
      return faults.includes(undefined) ? undefined : `its ${type}: ${faults[0]}`;
    },
    breaks: [{ what: `${type} is removed`, ...placeOf(place), change: remove }, ...breaksOn(place, ask)],
  };
}

/** The resource is in a region, by a provider of its own. The break sets the default provider. */
export const inRegion = (region: string): Ask => ({
  fault: (resource) => (resource.region === region ? undefined : `is in ${resource.region}`),
  breaks: [{ what: 'the provider is that of the environment', change: (config) => delete config.provider }],
});
