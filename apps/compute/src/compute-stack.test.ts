import { appendedToPrefix, isNamePrefix, nameAttributeOf, nameFactOf, nameFacts } from '@malinshopper/aws-facts';
import { environment, roles } from '@malinshopper/environments';
import { reviewedStacks } from '@malinshopper/testing';
import main from './main';
import { kinds, synthesized, Synthesized, withoutUserData } from './testing/synthesized';

/** Every name of a stack by type, if it must be unique in an account: with the provider's suffix for a prefix. */
function namesOf(stack: Synthesized): Map<string, string[]> {
  const types = Object.keys(nameFacts).filter((type) => nameFactOf(type)?.inside !== true);
  const nameOf = (type: string, config: Readonly<Record<string, unknown>>) =>
    `${String(config[nameAttributeOf(type)])}${isNamePrefix(type) ? '0'.repeat(appendedToPrefix) : ''}`;
  return new Map(
    types.map((type) => [type, stack.all<Record<string, unknown>>(type).map(({ config }) => nameOf(type, config))]),
  );
}
const longBranch = `feature/${'a-very-long-branch-name-'.repeat(8)}end`;

describe.each([...kinds, longBranch])('the compute stack of %s', (ref) => {
  const stack = synthesized(ref);

  test('keeps every name within the limit of its service, and has no duplicates', () => {
    for (const [type, names] of namesOf(stack)) {
      const longest = nameFactOf(type)!.longest + (isNamePrefix(type) ? appendedToPrefix : 0);
      for (const name of names) expect(name.length).toBeLessThanOrEqual(longest);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(namesOf(stack).get('aws_lb_target_group')).not.toEqual([]);
  });

  test.each(roles)('has all resources of an instance of the role %s', (role) => {
    stack.one('aws_autoscaling_group', `${role}/group/Resource`);
    stack.one('aws_launch_template', `${role}/template/Resource`);
    stack.one('aws_iam_role', `${role}/identity/Resource`);
    stack.one('aws_iam_instance_profile', `${role}/profile`);
    stack.one('aws_cloudwatch_log_group', `${role}/log/Resource`);
  });

  test('publishes the groups by role, for a delivery', () => {
    expect(Object.keys(stack.json.output['groupNames']?.value as object).sort()).toEqual([...roles].sort());
    expect(stack.json.output['webAddress']?.value).toBe(`https://${stack.environment.domain}`);
  });
});

test('two branches share no name', () => {
  const named = (ref: string) =>
    [...namesOf(synthesized(ref))].flatMap(([type, names]) => names.map((name) => `${type} ${name}`));
  const other = new Set(named('feature/search'));
  expect(named('feature/checkout').filter((name) => other.has(name))).toEqual([]);
});

test('an environment with its own load balancer reads no other environment', () => {
  for (const ref of ['production', 'testing', 'staging']) {
    const { json, environment: each } = new Synthesized(environment(ref));
    const account = each.account.name === each.name ? 'account' : `account-of-${each.account.name}`;
    expect(Object.keys(json.data['terraform_remote_state'] ?? {})).toEqual([account, 'data', 'network']);
  }
});

test.each(reviewedStacks(main, withoutUserData))(
  'the compute stack of a %s environment is as reviewed',
  (_kind, review) => expect(review()).toMatchSnapshot(),
);
