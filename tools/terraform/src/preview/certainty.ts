import type { Possible } from '@malinshopper/review';
import { z } from 'zod';
import { hasTextOf } from './certain-outputs';
import { anyUnknown } from './planned-outputs';
import { isReplacement, readPlan, type PlannedChange, type PlanJson } from './plan-json';
import type { UnplannedParts } from './unplanned-parts';
import { valuesLocal } from './upstream-values';

/**
 * The cause of a change. The change is certain, or it happens only if the value of one of these placeholders changes.
 */
type Cause = 'certain' | ReadonlySet<string>;

/**
 * Returns the updates and replacements of a plan that happen only if a value which is not known yet really changes. A
 * known new value of an attribute is certain. An unknown value is certain if it depends on a resource that this plan
 * certainly creates or replaces, or if it contains the id of a resource that an upstream app certainly creates or
 * replaces. An expression that cannot be analysed counts as certain.
 * @param plan `terraform show -json`, parsed
 * @param placeholders the addresses of the preview's own resources
 * @param stack the configuration that was planned @default - unknown: a change that depends on a local value, or on `replace_triggered_by`, counts as
 * certain
 */
export function possibleChanges(
  plan: unknown,
  placeholders: readonly string[],
  stack: UnplannedParts = {},
): Possible[] {
  const read = readPlan(plan);
  const causes = new Causes(read, placeholders, stack);
  return read.resource_changes.flatMap((change) => {
    if (placeholders.includes(change.address) || change.mode === 'data') return [];
    if (!isReplacement(change) && change.change.actions.join() !== 'update') return [];
    const cause = causes.ofChange(change);
    if (cause === 'certain') return [];
    return [{ address: change.address, isReplacement: isReplacement(change), onlyIf: [...cause].sort() }];
  });
}

class Causes {
  private readonly changes: ReadonlyMap<string, PlannedChange>;
  private readonly expressions: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  private readonly known = new Map<string, Cause>();

  constructor(
    { resource_changes, configuration }: PlanJson,
    private readonly placeholders: readonly string[],
    private readonly stack: UnplannedParts,
  ) {
    this.changes = new Map(resource_changes.map((one) => [one.address, one]));
    this.expressions = new Map(configuration.root_module.resources.map((one) => [one.address, one.expressions]));
  }

  ofChange(planned: PlannedChange): Cause {
    const { address } = planned;
    const known = this.known.get(address);
    if (known !== undefined) return known;
    // Terraform has no circles of references; if it had, this is the safe answer.
    this.known.set(address, 'certain');
    const cause = this.compute(planned);
    this.known.set(address, cause);
    return cause;
  }

  private compute(planned: PlannedChange): Cause {
    const { address, mode, action_reason: reason, change } = planned;
    const expressions = this.expressions.get(address);
    if (!expressions) return 'certain';
    if (mode === 'data') return together(Object.values(expressions).map((one) => this.ofReferences(one)));
    const { actions, before, after, after_unknown: unknown, replace_paths: paths = [] } = change;
    if (actions.includes('delete')) {
      const ofPaths = paths.map((path) => this.ofPath(path, expressions, planned));
      if (reason === 'replace_by_triggers') return together([...ofPaths, ...this.ofTriggers(address)]);
      return reason === 'replace_because_cannot_update' ? together(ofPaths) : 'certain';
    }
    if (actions.join() !== 'update') return 'certain';
    // An attribute that only AWS sets has no expression. It changes as a consequence of other attributes.
    const names = Object.keys({ ...record(before), ...record(after), ...record(unknown) });
    const others = names.filter((name) => !isSame(part(before, name), part(after, name), part(unknown, name)));
    if (others.some((name) => isKnownToDiffer(part(before, name), part(after, name), part(unknown, name))))
      return 'certain';
    return together(
      others.filter((name) => name in expressions).map((name) => this.ofPath([name], expressions, planned)),
    );
  }

  /** The reason why the attribute at a path changes. */
  private ofPath(path: readonly (string | number)[], expressions: unknown, planned: PlannedChange): Cause {
    const { change } = planned;
    let [expression, before, after, unknown] = [expressions, change.before, change.after, change.after_unknown];
    for (const step of path) {
      [before, after] = [part(before, step), part(after, step)];
      if (unknown !== true) unknown = part(unknown, step);
      // Sets have no order, so an element cannot be assigned to its expression. The expression of the whole set is used
      // instead.
      expression = hasReferences(expression) ? expression : (part(expression, step) ?? expression);
    }
    if (isKnownToDiffer(before, after, unknown) || this.changesForCertain(planned, path)) return 'certain';
    return this.ofReferences(expression);
  }

  /** True if the value at a path contains a text that changes for certain. */
  private changesForCertain({ address }: PlannedChange, path: readonly (string | number)[]): boolean {
    const { changing = new Set<string>(), resource } = this.stack;
    const [type = '', name = ''] = address.split('.');
    let value: unknown = resource?.[type]?.[name];
    for (const step of path) {
      const inner = part(value, step);
      // A block that can occur once is synthesized without a list, and sets have no order.
      if (inner === undefined && typeof step === 'string' && !Array.isArray(value)) return false;
      value = inner ?? value;
    }
    return hasTextOf(value, changing);
  }

  private ofReferences(expression: unknown): Cause {
    const own = [...new Set(referencesIn(expression).flatMap((reference) => this.ofReference(reference)))];
    return own.includes('certain') ? 'certain' : together(own);
  }

  /** The causes behind a reference; none if its value is known. */
  private ofReference(reference: string): Cause[] {
    const [first = '', ...names] = reference.replace(/^data\./, 'data/').split(/[.[\]]+/);
    const [name = '', attribute] = names;
    const address = `${first.replace('data/', 'data.')}.${name}`;
    if (this.placeholders.includes(address)) return [new Set([address])];
    if (first === 'local') return this.ofLocal(name);
    const change = this.changes.get(address);
    // An instance, such as `aws_subnet.a[0]`, is not analysed.
    if (!change) return [...this.changes.keys()].some((one) => one.startsWith(`${address}[`)) ? ['certain'] : [];
    const { after_unknown: unknown } = change.change;
    const isUnknown = anyUnknown(attribute === undefined ? unknown : part(unknown, attribute));
    return isUnknown ? [this.ofChange(change)] : [];
  }

  /** The causes of the resources that trigger a replacement by their changes (Terraform documentation, "replace_triggered_by"). */
  private ofTriggers(address: string): Cause[] {
    const [type = '', name = ''] = address.split('.');
    const triggers = lifecycle.safeParse(this.stack.resource?.[type]?.[name]).data?.lifecycle.replace_triggered_by;
    if (!triggers) return ['certain'];
    return triggers.flatMap((trigger): Cause[] => {
      const change = this.changes.get(trigger.split('.').slice(0, 2).join('.'));
      if (!change) return ['certain'];
      return change.change.actions.join() === 'no-op' ? [] : [this.ofChange(change)];
    });
  }

  private ofLocal(name: string): Cause[] {
    if (name === valuesLocal) return [];
    const { locals = {} } = this.stack;
    if (!(name in locals)) return ['certain'];
    const references = JSON.stringify(locals[name]).matchAll(/\b(?:data\.)?[a-z]\w*(?:\.[\w-]+)+/g);
    return [...references].flatMap(([one]) => this.ofReference(one));
  }
}

const lifecycle = z.looseObject({ lifecycle: z.object({ replace_triggered_by: z.array(z.string()) }) });

/**
 * Combines causes. The result is certain if one cause is certain, or if no cause was found, because every change has a
 * cause.
 */
function together(causes: readonly Cause[]): Cause {
  const onlyIf = new Set<string>();
  for (const cause of causes) {
    if (cause === 'certain') return 'certain';
    cause.forEach((one) => onlyIf.add(one));
  }
  return onlyIf.size === 0 ? 'certain' : onlyIf;
}

const record = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const part = (value: unknown, step: string | number): unknown => record(value)[step];
const isSame = (before: unknown, after: unknown, unknown: unknown) =>
  !anyUnknown(unknown) && JSON.stringify(before ?? null) === JSON.stringify(after ?? null);

/** True if a value changes, whatever its unknown parts turn out to be. */
function isKnownToDiffer(before: unknown, after: unknown, unknown: unknown): boolean {
  if (unknown === true) return false;
  if (!anyUnknown(unknown)) return !isSame(before, after, unknown);
  if (typeof before !== 'object' || before === null || Array.isArray(before) !== Array.isArray(unknown)) return true;
  const names = new Set([...Object.keys(record(after)), ...Object.keys(record(unknown))]);
  const isOfOthers = Object.keys(before).some((name) => !names.has(name) && part(before, name) !== null);
  return (
    isOfOthers || [...names].some((name) => isKnownToDiffer(part(before, name), part(after, name), part(unknown, name)))
  );
}

const hasReferences = (expression: unknown) => Array.isArray(part(expression, 'references'));

/** Terraform lists `aws_vpc.main` beside `aws_vpc.main.id`, which is more precise. */
function referencesIn(expression: unknown): string[] {
  if (typeof expression !== 'object' || expression === null) return [];
  const all = hasReferences(expression) ? (part(expression, 'references') as string[]) : [];
  const own = all.filter(
    (one) => !all.some((other) => other !== one && /^[.[]/.test(other.slice(one.length)) && other.startsWith(one)),
  );
  // `constant_value` is the text of the expression; its references are listed separately.
  const inner = Object.entries(expression).filter(([name]) => name !== 'constant_value' && name !== 'references');
  return [...own, ...inner.flatMap(([, value]) => referencesIn(value))];
}
