import type { Json, Path } from '../plan/schema';
import { differsOnlyInUnknown, hasUnknown, isList, isMembers, type Value } from '../value/value';
import type { ReviewedChange } from './record';

/** How a value comes to be unknown: the upstream outputs that it depends on alone; undefined if it depends on anything else as well. */
type Source = readonly string[] | undefined;

/**
 * Tells which changes happen only if an upstream output really changes. An attribute that is unknown counts as changed for Terraform, and one that
 * cannot be updated then replaces its resource (`replace_because_cannot_update`).
 */
export class Causes {
  private readonly expressions = new Map<string, Json>();
  private readonly changes = new Map<string, ReviewedChange[]>();
  private readonly found = new Map<ReviewedChange, Source>();
  private readonly asked = new Set<string>();
  private readonly placeholders: ReadonlySet<string>;

  constructor(configuration: Json | undefined, changes: readonly ReviewedChange[], placeholders: readonly string[]) {
    this.placeholders = new Set(placeholders);
    const resources = field(field(configuration, 'root_module'), 'resources');
    for (const one of Array.isArray(resources) ? (resources as Json[]) : []) {
      this.expressions.set(String(field(one, 'address')), field(one, 'expressions') ?? {});
    }
    for (const change of changes) {
      const base = baseOf(change.address);
      const instances = this.changes.get(base);
      if (instances) instances.push(change);
      else this.changes.set(base, [change]);
    }
  }

  /** The upstream outputs of which at least one has to change for this to happen; none if it happens anyway. */
  of(change: ReviewedChange): readonly string[] {
    return this.placeholders.size === 0 ? [] : (this.sourceOf(change) ?? []);
  }

  private sourceOf(change: ReviewedChange): Source {
    if (this.found.has(change)) return this.found.get(change);
    // One that leads back to itself depends on nothing else by that.
    this.found.set(change, []);
    const source = this.decide(change);
    // Unknown for a reason that was not found: then nothing says that it may not happen.
    const settled = source?.length === 0 ? undefined : source;
    this.found.set(change, settled);
    return settled;
  }

  private decide(change: ReviewedChange): Source {
    const { action, reason, replacePaths = [], before, after } = change;
    if (action === 'replace') {
      // Tainted, asked for, or by a trigger: it happens whatever the values are.
      if (reason !== 'replace_because_cannot_update' || replacePaths.length === 0) return undefined;
      const isOpen = replacePaths.every((path) => {
        const planned = at(after, path);
        return hasUnknown(planned) && differsOnlyInUnknown(at(before, path), planned);
      });
      return isOpen ? this.together(replacePaths.map((path) => this.behind(change.address, path))) : undefined;
    }
    if (action !== 'update' || !differsOnlyInUnknown(before, after) || !isMembers(after)) return undefined;
    // What the provider computes follows from the other attributes, and no expression says anything about it.
    const given = Object.keys(after).filter(
      (name) => hasUnknown(after[name]) && this.expressionAt(change.address, [name]),
    );
    return given.length > 0 ? this.together(given.map((name) => this.behind(change.address, [name]))) : undefined;
  }

  private behind(address: string, path: Path): Source {
    const expression = this.expressionAt(address, path);
    return expression === undefined
      ? undefined
      : this.together(referencesIn(expression).map((one) => this.ofReference(one)));
  }

  /** The part of what the program says of a resource that a path leads to, as far as it can be followed. */
  private expressionAt(address: string, path: Path): Json | undefined {
    const all = this.expressions.get(baseOf(address));
    let found = field(all, String(path[0]));
    for (const step of path.slice(1)) found = field(found, String(step)) ?? found;
    return found;
  }

  private ofReference(reference: string): Source {
    const base = baseOf(reference);
    if (this.placeholders.has(base)) return [reference];
    if (base.startsWith('data.')) return this.ofData(base);
    // What does not change is known.
    const changes = this.changes.get(base);
    if (!changes) return base.includes('.') && this.expressions.has(base) ? [] : undefined;
    const attribute = /^(?:\[[^\]]*\])?\.(\w+)/.exec(reference.slice(base.length))?.[1];
    const isKnown = (one: ReviewedChange) =>
      attribute !== undefined && isMembers(one.after) && !hasUnknown(one.after[attribute] ?? null);
    return this.together(changes.map((one) => (isKnown(one) ? [] : this.sourceOf(one))));
  }

  private ofData(base: string): Source {
    if (this.asked.has(base)) return [];
    this.asked.add(base);
    const source = this.together(referencesIn(this.expressions.get(base)).map((one) => this.ofReference(one)));
    this.asked.delete(base);
    return source;
  }

  private together(sources: readonly Source[]): Source {
    if (sources.some((one) => one === undefined)) return undefined;
    return [...new Set(sources.flatMap((one) => one ?? []))].sort();
  }
}

/** The longest references of an expression: Terraform lists each with all that it begins with. */
function referencesIn(expression: Json | undefined): string[] {
  if (typeof expression !== 'object' || expression === null) return [];
  if (Array.isArray(expression)) return expression.flatMap((one) => referencesIn(one as Json));
  const { references, ...others } = expression as Record<string, Json>;
  const all = Array.isArray(references) ? (references as string[]) : [];
  const longest = all.filter(
    (one) => !all.some((other) => other !== one && /^[.[]/.test(other.slice(one.length)) && other.startsWith(one)),
  );
  return [...longest, ...Object.values(others).flatMap((one) => referencesIn(one))];
}

/** `aws_vpc.main` of `aws_vpc.main["a"].id`; `data.aws_vpc.main` of `data.aws_vpc.main.id`. */
function baseOf(address: string): string {
  return /^(?:data\.)?[^.[]+\.[^.[]+/.exec(address)?.[0] ?? address;
}

function at(value: Value | undefined, path: Path): Value | undefined {
  let found = value;
  for (const step of path) {
    if (isList(found) && typeof step === 'number') found = found[step];
    else if (isMembers(found) && Object.hasOwn(found, step) && !('~' in found)) found = found[String(step)];
    else return isMembers(found) && '~' in found ? found : undefined;
  }
  return found;
}

const field = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, Json>)[name]
    : undefined;
