import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from './rules/rule';

/** What a rule says of a resource. */
export interface Verdict {
  readonly rule: Rule;
  readonly resource: Resource;
  /** What is wrong. @default - nothing: it passed */
  readonly fault?: string;
}

/** Every rule on every resource that it is about. */
export function judge(world: World, rules: readonly Rule[]): Verdict[] {
  return rules.flatMap((rule) =>
    world
      .resources(...rule.types)
      .filter((resource) => rule.about?.(resource, world) ?? true)
      .map((resource) => ({ rule, resource, fault: rule.check(resource, world) })),
  );
}
