import type { Operation, Service } from './call';
import type { Asked } from './operation';

/** An operation of the gateway and the variables of its path. */
export interface Found {
  readonly run: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly query: string | undefined;
  readonly run: Operation;
}

/**
 * Finds the operation of a call among those that the gateway completes. A key of `operations` is an action's name, or a
 * route: `GET /2013-04-01/hostedzone/{Id}`, `PUT /{Bucket}?notification`.
 */
export class Operations {
  private readonly actions = new Map<string, Operation>();
  private readonly routes = new Map<string, Route[]>();
  private readonly whole = new Set<string>();

  constructor(services: readonly Service[]) {
    for (const service of services) {
      if (service.whole) this.whole.add(service.name);
      for (const [key, run] of Object.entries(service.operations)) {
        const route = /^([A-Z]+) ([^?]+)(?:\?(.+))?$/.exec(key);
        if (!route) this.actions.set(`${service.name}:${key}`, run);
        else this.add(service.name, { method: route[1] ?? '', path: pattern(route[2] ?? ''), query: route[3], run });
      }
    }
  }

  /** True if moto must not be called for that service. */
  isWhole(service: string): boolean {
    return this.whole.has(service);
  }

  find(service: string, asked: Asked, method: string, path: string, query: URLSearchParams): Found | undefined {
    const action = this.actions.get(`${service}:${asked.name}`);
    if (action) return { run: action, pathParameters: {} };
    return this.route(service, method, path, query);
  }

  private add(service: string, route: Route): void {
    this.routes.set(service, [...(this.routes.get(service) ?? []), route]);
  }

  private route(service: string, method: string, path: string, query: URLSearchParams): Found | undefined {
    for (const route of this.routes.get(service) ?? []) {
      if (route.method !== method || (route.query !== undefined && !query.has(route.query))) continue;
      const groups = route.path.exec(path)?.groups;
      if (groups) return { run: route.run, pathParameters: decoded(groups) };
    }
    return undefined;
  }
}

/** `/a/{Id}` as an expression; a trailing slash is optional, and the group `path` makes `groups` exist without variables. */
function pattern(path: string): RegExp {
  const expression = path.replace(/\{(\w+)(\+?)\}|[.*+?^$()|[\]\\]/g, (found, name?: string, greedy?: string) =>
    name ? `(?<${name}>${greedy ? '.+' : '[^/]+'})` : `\\${found}`,
  );
  return new RegExp(`^(?<path>${expression})/?$`);
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}
