import type { Resource, World } from '@malinshopper/synthesized';

/** The same function with a memory: it computes the result once for each resource of a policy model. */
export function remembered<T>(find: (resource: Resource, world: World) => T): (resource: Resource, world: World) => T {
  const worlds = new WeakMap<World, Map<Resource, { readonly found: T }>>();
  return (resource, world) => {
    const here = worlds.get(world) ?? new Map<Resource, { readonly found: T }>();
    worlds.set(world, here);
    const entry = here.get(resource) ?? { found: find(resource, world) };
    here.set(resource, entry);
    return entry.found;
  };
}
