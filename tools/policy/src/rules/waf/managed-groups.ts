import { block, blocks, type Resource } from '@malinshopper/synthesized';

/** A managed rule group of AWS in a web ACL. */
export interface ManagedGroup {
  readonly name: string;
  /** True if the actions of the group apply, and are not only counted. */
  readonly isInForce: boolean;
  /** Rules of the group with another action, by name. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** The group with the rules against Log4Shell (CVE-2021-44228). */
export const againstLog4j = 'AWSManagedRulesKnownBadInputsRuleSet';

/** The managed rule groups of AWS in a web ACL. */
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

/** The rules of a group that no longer block. */
export const lifted = ({ overrides }: ManagedGroup): readonly string[] =>
  Object.keys(overrides).filter((name) => !['block', 'captcha', 'challenge'].includes(overrides[name] ?? ''));

/**
 * The reason why web ACLs do not block Log4Shell. Undefined if they do.
 * @param wanted the groups that have to be in force
 */
export function log4ShellFault(acls: readonly Resource[], wanted: readonly string[]): string | undefined {
  const groups = acls.flatMap(groupsOf).filter(({ isInForce }) => isInForce);
  const missing = wanted.find((name) => !groups.some((group) => group.name === name));
  if (missing) return `${missing} is not in force`;
  const out = groups.flatMap(lifted).find((name) => /log4j/i.test(name));
  return out && `${out} is excluded`;
}
