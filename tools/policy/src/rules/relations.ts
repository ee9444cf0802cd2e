import { remove } from '../testing/mutation';
import { ours, valuesAt, type Ask, type Break } from './ask';

/** The same ask, with its breaks tried on another resource than those of the rule: of a type, at a path, in a kind of environment. */
export const triedOn = (where: Partial<Pick<Break, 'kind' | 'type' | 'path'>>, ask: Ask): Ask => ({
  fault: ask.fault,
  breaks: ask.breaks.map((each) => ({ ...where, ...each })),
});

/** The breaks of an ask on a resource of a type, with words that name the type. */
const breaksOn = (type: string, ask: Ask): readonly Break[] =>
  ask.breaks.map((each) => ({ type, path: '', ...each, what: `${type}: ${each.what}` }));

/** An ask for each type that a rule judges. Broken as each is, on a resource of its type. */
export const byType = (asks: Readonly<Record<string, Ask>>): Ask => ({
  fault: (resource, world) => asks[resource.type]?.fault(resource, world),
  breaks: Object.entries(asks).flatMap(([type, ask]) => breaksOn(type, ask)),
});

/** The attribute leads to a resource of a type in this repository (`ours`), and each one there passes an ask. */
export function behind(path: string, type: string, ask: Ask): Ask {
  const leadsThere = ours(path, type);
  return {
    fault(resource, world) {
      const targets = world
        .targets(valuesAt(resource.config, path), resource.stack)
        .filter((target) => target.type === type);
      const faults = targets.flatMap((target) => {
        const fault = ask.fault(target, world);
        return fault === undefined ? [] : [`${target.path}: ${fault}`];
      });
      return leadsThere.fault(resource, world) ?? faults[0];
    },
    breaks: [...leadsThere.breaks, ...breaksOn(type, ask)],
  };
}

/** A resource of a type names the judged one, and passes an ask. Broken by its removal, and as the ask is. @default any such resource */
export const has = (type: string, ask: Ask = { fault: () => undefined, breaks: [] }): Ask => ({
  fault(resource, world) {
    const faults = world.thatName(resource, type).map((each) => ask.fault(each, world));
    if (faults.length === 0) return `has no ${type}`;
    return faults.includes(undefined) ? undefined : `its ${type}: ${faults[0]}`;
  },
  breaks: [{ what: `${type} is removed`, type, change: remove }, ...breaksOn(type, ask)],
});

/** The resource is in a region by a provider of its own. Broken by the default provider. */
export const inRegion = (region: string): Ask => ({
  fault: (resource) => (resource.region === region ? undefined : `is in ${resource.region}`),
  breaks: [{ what: 'the provider is that of the environment', change: (config) => delete config.provider }],
});
