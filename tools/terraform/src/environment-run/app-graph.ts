import type { ProjectGraph } from '@nx/devkit';
import type { Synthesized } from '../synth';

/** An app of the repository, and the apps that must be deployed before it. */
export interface AppNode {
  readonly name: string;
  /** The project root, such as `apps/network`. */
  readonly root: string;
  readonly dependsOn: readonly string[];
}

/** The apps and their order, from Nx: an app depends on another when it reads its contract. */
export async function appGraph(): Promise<AppNode[]> {
  // Loaded here: nothing else in this package needs Nx, and it takes half a second.
  const { createProjectGraphAsync } = await import('@nx/devkit');
  return appsOf(await createProjectGraphAsync({ exitOnError: false }));
}

/** The projects that are apps, with their dependencies among each other. */
export function appsOf({ nodes, dependencies }: Pick<ProjectGraph, 'nodes' | 'dependencies'>): AppNode[] {
  const apps = Object.values(nodes).filter(({ data }) => data.tags?.includes('type:app'));
  const names = new Set(apps.map(({ name }) => name));
  return apps.map(({ name, data: { root } }) => {
    const targets = (dependencies[name] ?? []).map(({ target }) => target);
    return { name, root, dependsOn: [...new Set(targets)].filter((target) => names.has(target)).sort() };
  });
}

/**
 * Returns the apps and their order from the synthesized JSON: an app depends on another app if it reads its state. The
 * graph of Nx has the same order, but takes two seconds to compute. A dependency on only the types of an app is not
 * included.
 */
export function orderOf(
  apps: ReadonlyMap<string, { readonly root: string } & Pick<Synthesized, 'configuration'>>,
): AppNode[] {
  const byState = new Map([...apps].map(([name, { configuration }]) => [configuration.state.key, name]));
  return [...apps].map(([name, { root, configuration }]) => {
    const upstreams = Object.values(configuration.upstreams).flatMap(({ key }) => byState.get(key) ?? []);
    return { name, root, dependsOn: [...new Set(upstreams)].sort() };
  });
}

/** Returns the apps in reverse order, for a destroy: every dependency is reversed. */
export function reversed(apps: readonly AppNode[]): AppNode[] {
  return apps.map((app) => ({
    ...app,
    dependsOn: apps.filter(({ dependsOn }) => dependsOn.includes(app.name)).map(({ name }) => name),
  }));
}

/** Returns a part of the apps; an app that depends on one outside of that part no longer waits for it. */
export function among(apps: readonly AppNode[], kept: (app: AppNode) => boolean): AppNode[] {
  const names = new Set(apps.filter(kept).map(({ name }) => name));
  return apps.filter(kept).map((app) => ({ ...app, dependsOn: app.dependsOn.filter((name) => names.has(name)) }));
}
