/**
 * What an app does with one AWS service: each action that Terraform's AWS provider calls, sorted by what can bound it. Which
 * actions know resources, and which resources know tags, says the Service Authorization Reference.
 */
export interface Capability {
  /** Looks; AWS knows no resource for it. */
  readonly list?: readonly string[];
  /** Looks at a resource. */
  readonly read?: readonly string[];
  /** Makes a resource, or tags it while it is made: the request carries the team's tag. */
  readonly create?: readonly string[];
  /** The same, where AWS knows no resource before it is there. */
  readonly createUnnamed?: readonly string[];
  /** Does something to a resource, or with it, that carries the team's tag. */
  readonly change?: readonly string[];
  /** What only a deploy does, for which AWS knows neither resources nor tags. */
  readonly set?: readonly string[];
}

const kinds = ['list', 'read', 'create', 'createUnnamed', 'change', 'set'] as const;

const known = new WeakMap<readonly Capability[], Required<Capability>>();

/** Several capabilities as one, each action once. A team's list is asked for by each of its roles, and is sorted once. */
export function together(capabilities: readonly Capability[]): Required<Capability> {
  const before = known.get(capabilities);
  if (before) return before;
  const actionsOf = (kind: (typeof kinds)[number]) => [
    ...new Set(capabilities.flatMap((capability) => capability[kind] ?? [])),
  ];
  const sorted = kinds.map((kind) => [kind, actionsOf(kind).sort()]);
  const made = Object.fromEntries(sorted) as unknown as Required<Capability>;
  known.set(capabilities, made);
  return made;
}

/** Capabilities without some actions. */
export function without(actions: readonly string[], capabilities: readonly Capability[]): Capability[] {
  const left = (list: readonly string[] = []) => list.filter((action) => !actions.includes(action));
  return capabilities.map((capability) => Object.fromEntries(kinds.map((kind) => [kind, left(capability[kind])])));
}

/** The services of actions: `ec2` of `ec2:CreateVpc`. */
export function servicesOf(actions: readonly string[]): string[] {
  return [...new Set(actions.map((action) => action.split(':')[0]!))].sort();
}
