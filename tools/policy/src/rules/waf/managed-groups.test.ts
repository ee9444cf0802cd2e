import type { Resource } from '@malinshopper/synthesized';
import { groupsOf, lifted } from './managed-groups';

const acl = (rule: object) => ({ config: { rule } }) as unknown as Resource;
const managed = (more: object) => ({ statement: { managed_rule_group_statement: { name: 'SQL', ...more } } });

test('a group is in force when its actions apply', () => {
  const [done, counted, unsaid] = groupsOf(
    acl([
      { ...managed({}), override_action: { none: {} } },
      { ...managed({}), override_action: { count: {} } },
      managed({}),
    ]),
  );
  expect([done, counted, unsaid].map((group) => group?.isInForce)).toEqual([true, false, false]);
});

test('a rule of this repository is no managed group', () => {
  expect(groupsOf(acl([{ action: { block: {} }, statement: { rate_based_statement: { limit: 100 } } }]))).toEqual([]);
});

test('a rule that blocks visitors by another action is not lifted', () => {
  const override = (name: string, action: string) => ({ name, action_to_use: { [action]: {} } });
  const rule_action_override = [override('a', 'block'), override('b', 'captcha'), override('c', 'allow')];
  const [group] = groupsOf(acl(managed({ rule_action_override, excluded_rule: [{ name: 'd' }] })));
  expect(lifted(group!)).toEqual(['c', 'd']);
});
