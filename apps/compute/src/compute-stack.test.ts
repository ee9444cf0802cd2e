import { appendedToPrefix, isNamePrefix, nameAttributeOf, nameFactOf, nameFacts } from '@malinshopper/aws-facts';
import { environment, longLivedEnvironments, roles } from '@malinshopper/environments';
import { kinds, synthesized, Synthesized } from './testing/synthesized';

/** Every name of a stack by type, where it is unique in an account: with what the provider appends to a prefix. */
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

  test('keeps every name within the limit of its service, and gives none twice', () => {
    for (const [type, names] of namesOf(stack)) {
      const longest = nameFactOf(type)!.longest + (isNamePrefix(type) ? appendedToPrefix : 0);
      for (const name of names) expect(name.length).toBeLessThanOrEqual(longest);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(namesOf(stack).get('aws_lb_target_group')).not.toEqual([]);
  });

  test('has four of everything that an instance is made of', () => {
    for (const type of ['autoscaling_group', 'launch_template', 'iam_role', 'iam_instance_profile']) {
      expect(stack.all(`aws_${type}`)).toHaveLength(roles.length);
    }
    for (const role of roles) stack.one('aws_cloudwatch_log_group', `${role}/log/Resource`);
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

test('an environment with the load balancer of its own reads no other environment', () => {
  for (const ref of ['production', 'testing', 'staging']) {
    const { json, environment: each } = new Synthesized(environment(ref));
    const account = each.account.name === each.name ? 'account' : `account-of-${each.account.name}`;
    expect(Object.keys(json.data['terraform_remote_state'] ?? {})).toEqual([account, 'data', 'network']);
  }
});

test.each([...longLivedEnvironments, environment('feature/checkout')].map((each) => [each.kind, each] as const))(
  'the compute stack of a %s environment is as reviewed',
  (_kind, each) => expect(synthesized(each.ref).reviewed).toMatchSnapshot(),
);
