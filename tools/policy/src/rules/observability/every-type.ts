import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { unjudgedTypes } from './unjudged-types';

/**
 * The rule that no type is forgotten: a new type comes with a rule, or with a reason why none has to judge it.
 * @param rules all the others
 */
export function everyTypeIsJudged(rules: readonly Rule[]): Rule<'MAL_TYPE_1'> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  const isJudged = (resource: Resource, world: World) =>
    byType.get(resource.type)?.some((rule) => !rule.about || rule.about(resource, world)) ?? false;
  return {
    id: 'MAL_TYPE_1',
    title: 'Resources are judged by a rule, or their type is in the list of those that none has to judge',
    severity: 'medium',
    why: 'A new service would otherwise be used without any rule, and without notice',
    fix: 'Write a rule for it, or a reason in tools/policy/src/rules/observability/unjudged-types.ts',
    // All there are.
    types: [],
    check: (resource, world) =>
      isJudged(resource, world) || resource.type in unjudgedTypes ? undefined : `no rule judges this ${resource.type}`,
  };
}
