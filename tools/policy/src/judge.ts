import type { Resource, World } from '@malinshopper/synthesized';
import { unreadable } from './closed-world/unreadable';
import type { Rule } from './rules/rule';

/** The verdict of a rule on a resource. */
export interface Verdict {
  readonly rule: Rule;
  readonly resource: Resource;
  /** The fault. @default - none: the resource passed */
  readonly fault?: string;
}

/**
 * Applies every rule to every resource that it is for. A resource that a rule cannot read is a fault as well, of a rule
 * of its own that no waiver can name.
 */
export function judge(world: World, rules: readonly Rule[]): Verdict[] {
  return rules.flatMap((rule) =>
    subjectsOf(rule, world).flatMap((resource): Verdict[] => {
      try {
        if (!(rule.about?.(resource, world) ?? true)) return [];
        return [{ rule, resource, fault: rule.check(resource, world) }];
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return [{ rule: unreadable, resource, fault: `${rule.id} cannot judge it: ${why}` }];
      }
    }),
  );
}

const subjectsOf = ({ types, of = 'resources' }: Rule, world: World): readonly Resource[] =>
  of === 'resources'
    ? world.resources(...types)
    : world.stacks.flatMap(({ parts }) => parts).filter(({ type }) => types.length === 0 || types.includes(type));
