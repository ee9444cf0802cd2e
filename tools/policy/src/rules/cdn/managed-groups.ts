import { block, blocks, type Resource } from '@malinshopper/synthesized';

/** A group of rules of AWS in a web ACL. */
export interface ManagedGroup {
  readonly name: string;
  /** Whether what the group says is done, and not only counted. */
  readonly isInForce: boolean;
  /** Rules of the group for which something else is done, by name. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** The group with the rules against Log4Shell (CVE-2021-44228). */
export const againstLog4j = 'AWSManagedRulesKnownBadInputsRuleSet';

export function groupsOf(acl: Resource): readonly ManagedGroup[] {
  return blocks(acl.config['rule']).flatMap((rule) => {
    const group = block(block(rule['statement'])['managed_rule_group_statement']);
    if (group['name'] === undefined) return [];
    const overrides = blocks(group['rule_action_override']).map(({ name, action_to_use: action }) => [
      String(name),
      Object.keys(block(action)).join(),
    ]);
    const excluded = blocks(group['excluded_rule']).map(({ name }) => [String(name), 'count']);
    return [
      {
        name: String(group['name']),
        isInForce: 'none' in block(rule['override_action']),
        overrides: Object.fromEntries([...overrides, ...excluded]) as ManagedGroup['overrides'],
      },
    ];
  });
}

/** The rules of a group that keep nobody out any more. */
export const lifted = ({ overrides }: ManagedGroup): readonly string[] =>
  Object.keys(overrides).filter((name) => !['block', 'captcha', 'challenge'].includes(overrides[name] ?? ''));
