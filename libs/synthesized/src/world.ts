import type { Environment } from '@malinshopper/environments';
import { addressesIn, wholeReference, type Reference } from './reference';
import type { PlannedValues } from './planned';
import type { Resource, Stack } from './stack';

/** Members in which a reference has no meaning for rules: the order of resources, and their providers. */
const notReferences = new Set(['depends_on', 'lifecycle', 'provider', 'tags', 'tag_specifications']);

/**
 * All stacks of an environment and of its hosts together. References through contracts are resolved, so that a rule
 * sees the security group behind `${data.terraform_remote_state.data.outputs.databaseSecurityGroupId}`.
 */
export class World {
  private readonly byKey: ReadonlyMap<string, Stack>;
  private readonly byType = new Map<string, Resource[]>();
  private named?: { from: Map<Resource, Resource[]>; to: Map<Resource, Resource[]> };

  /**
   * @param stacks the environment's own, which are checked
   * @param hosts the stacks that they borrow from, which are only read
   * @param plans the values of stacks' plans, by the key of the stack's state; without them, values are those of the
   * program
   */
  constructor(
    readonly environment: Environment,
    readonly stacks: readonly Stack[],
    hosts: readonly Stack[] = [],
    private readonly plans: ReadonlyMap<string, PlannedValues> = new Map(),
  ) {
    this.byKey = new Map([...hosts, ...stacks].map((stack) => [stack.key, stack]));
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      this.byType.set(resource.type, [...(this.byType.get(resource.type) ?? []), resource]);
    }
  }

  /** Every checked resource of these types; of all types if none is given. */
  resources(...types: readonly string[]): Resource[] {
    return (types.length > 0 ? types : [...this.byType.keys()]).flatMap((type) => this.byType.get(type) ?? []);
  }

  /**
   * The value of a reference, through locals, resources and contracts, if the JSON contains it. A value that only AWS
   * knows (an id, an ARN) stays a reference, unless a plan contains it.
   */
  resolve(value: unknown, from: Stack): unknown {
    const reference = wholeReference(value);
    if (!reference) return this.filledIn(value, from);
    const planned = this.plans.get(from.key)?.at(reference.address, reference.rest);
    if (planned !== undefined) return planned;
    const found = this.follow(reference, from);
    return found === undefined ? value : this.resolve(found.value, found.stack);
  }

  /**
   * The value as the program wrote it, without the values of a plan: the path of a resource is more informative than an
   * id that AWS generated.
   */
  written(value: unknown, from: Stack): unknown {
    const reference = wholeReference(value);
    const found = reference && this.follow(reference, from);
    return found === undefined ? value : this.written(found.value, found.stack);
  }

  /** The resources that a value refers to: those with an address anywhere in it, also through a contract. */
  targets(value: unknown, from: Stack): Resource[] {
    const found = new Set<Resource>();
    const seen = new Set<string>();
    const visit = (part: unknown, stack: Stack) => {
      for (const reference of addressesIn(part)) {
        const id = `${stack.key} ${reference.address} ${reference.rest.join('.')}`;
        if (seen.has(id)) continue;
        seen.add(id);
        const resource = stack.resource(reference.address);
        if (resource) found.add(resource);
        else {
          const behind = this.follow(reference, stack);
          if (behind) visit(behind.value, behind.stack);
        }
      }
    };
    visit(value, from);
    return [...found];
  }

  /** All resources that a resource refers to in its attributes. */
  namedBy(resource: Resource): readonly Resource[] {
    return this.index().from.get(resource) ?? [];
  }

  /** All resources, in all stacks, that refer to a resource in their attributes. */
  thatName(resource: Resource, ...types: readonly string[]): readonly Resource[] {
    const all = this.index().to.get(resource) ?? [];
    return types.length > 0 ? all.filter(({ type }) => types.includes(type)) : all;
  }

  /** A text with its references replaced by the values of a plan. */
  private filledIn(value: unknown, from: Stack): unknown {
    const planned = this.plans.get(from.key);
    if (planned === undefined || typeof value !== 'string') return value;
    return value.replace(/\$\{[^{}]*\}/g, (token) => {
      const reference = wholeReference(token);
      return String((reference && planned.at(reference.address, reference.rest)) ?? token);
    });
  }

  private index() {
    if (this.named) return this.named;
    const from = new Map<Resource, Resource[]>();
    const to = new Map<Resource, Resource[]>();
    for (const resource of [...this.byKey.values()].flatMap((stack) => stack.resources)) {
      const attributes = Object.entries(resource.config).filter(([name]) => !notReferences.has(name));
      const targets = this.targets(Object.fromEntries(attributes), resource.stack);
      from.set(resource, targets);
      for (const target of targets) to.set(target, [...(to.get(target) ?? []), resource]);
    }
    return (this.named = { from, to });
  }

  /** Resolves a reference by one step. */
  private follow({ address, rest }: Reference, stack: Stack): { value: unknown; stack: Stack } | undefined {
    const [kind, name = ''] = address.split('.');
    if (kind === 'local') return at(stack.local(name), rest, stack);
    const [, source] = /^data\.terraform_remote_state\.(.+)$/.exec(address) ?? [];
    if (source !== undefined) {
      const upstream = this.byKey.get(stack.upstreamKey(source) ?? '');
      const [outputs, output = '', ...more] = rest;
      return upstream && outputs === 'outputs' ? at(upstream.output(output), more, upstream) : undefined;
    }
    return at(stack.resource(address)?.config, rest, stack);
  }
}

/** The element at a path inside a value, if it exists. */
function at(value: unknown, path: readonly string[], stack: Stack): { value: unknown; stack: Stack } | undefined {
  let found = value;
  for (const step of path) found = (found as Record<string, unknown> | undefined)?.[step];
  return found === undefined || found === null ? undefined : { value: found, stack };
}
