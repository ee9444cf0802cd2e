import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { unjudgedTypes } from './unjudged-types';

/**
 * The rule which says that nothing slips in unseen: a new type comes with a rule, or with a reason why none has to judge it.
 * @param rules all the others
 */
export function everyTypeIsJudged(rules: readonly Rule[]): Rule {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  const isJudged = (resource: Resource, world: World) =>
    byType.get(resource.type)?.some((rule) => !rule.about || rule.about(resource, world)) ?? false;
  return {
    id: 'MAL_TYPE_1',
    title: 'Every resource is judged by a rule, or its type stands in the list of those that none has to judge',
    severity: 'medium',
    why: 'A service that comes new would otherwise be held to nothing, and nobody would notice',
    fix: 'Write a rule for it, or a reason in tools/policy/src/rules/observability/unjudged-types.ts',
    // All there are.
    types: [],
    check: (resource, world) =>
      isJudged(resource, world) || resource.type in unjudgedTypes ? undefined : `no rule judges this ${resource.type}`,
  };
}
