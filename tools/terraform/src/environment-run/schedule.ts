import type { AppNode } from './app-graph';

export type Settled<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'failed'; readonly error: Error }
  /** Not begun, because an app that it depends on failed, or any app if the whole run stops at the first failure. */
  | { readonly outcome: 'skipped'; readonly because: readonly string[] };

export interface OrderOptions {
  /** True if nothing is begun any more after a failure; running apps are completed. @default false: only dependent apps are not begun */
  readonly stopsAtFailure?: boolean;
}

/**
 * Works on each app as soon as all its dependencies are done. If an app fails, the apps that depend on it are skipped,
 * and all other apps continue.
 * @throws if apps depend on each other in a circle
 */
export async function inOrder<T>(
  apps: readonly AppNode[],
  work: (app: AppNode) => Promise<T>,
  { stopsAtFailure = false }: OrderOptions = {},
): Promise<Map<string, Settled<T>>> {
  assertNoCircle(apps);
  const running = new Map<string, Promise<Settled<T>>>();
  const failed: string[] = [];
  const begin = (app: AppNode): Promise<Settled<T>> => {
    const known = running.get(app.name);
    if (known) return known;
    const before = apps.filter(({ name }) => app.dependsOn.includes(name));
    const settled = Promise.all(before.map(async (other) => ({ name: other.name, ...(await begin(other)) }))).then(
      async (results): Promise<Settled<T>> => {
        const because = results.filter(({ outcome }) => outcome !== 'done').map(({ name }) => name);
        if (because.length > 0) return { outcome: 'skipped', because };
        if (stopsAtFailure && failed.length > 0) return { outcome: 'skipped', because: [...failed] };
        return work(app).then(
          (value) => ({ outcome: 'done', value }) as const,
          (error: unknown) => {
            failed.push(app.name);
            return { outcome: 'failed', error: toError(error) } as const;
          },
        );
      },
    );
    running.set(app.name, settled);
    return settled;
  };
  const results = await Promise.all(apps.map(async (app) => [app.name, await begin(app)] as const));
  return new Map(results);
}

const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

function assertNoCircle(apps: readonly AppNode[]): void {
  const byName = new Map(apps.map((app) => [app.name, app]));
  const cleared = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(' -> ');
      throw new Error(
        `The apps depend on each other in a circle: ${circle}. One of them must stop reading the other's contract.`,
      );
    }
    if (cleared.has(name)) return;
    for (const next of byName.get(name)?.dependsOn ?? []) visit(next, [...path, name]);
    cleared.add(name);
  };
  for (const { name } of apps) visit(name, []);
}

/**
 * Rounds of one more turn each, as long as all apps end well: an app may have something to do again because of the turns of others.
 * @param back returns those of some names that have something to do again
 */
export async function inRounds<T>(
  names: readonly string[],
  first: ReadonlyMap<string, Settled<T>>,
  back: (names: readonly string[]) => Promise<string[]>,
  round: (names: readonly string[]) => Promise<ReadonlyMap<string, Settled<T>>>,
): Promise<Map<string, Settled<T>>> {
  const settled = new Map<string, Settled<T>>();
  for (let last = first; [...last.values()].every(({ outcome }) => outcome === 'done');) {
    const found = await back(names.filter((name) => !settled.has(name)));
    if (found.length === 0) break;
    last = await round(found);
    for (const [name, one] of last) settled.set(name, one);
  }
  return settled;
}
