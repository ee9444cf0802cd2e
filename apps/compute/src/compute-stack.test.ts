import { environment, roles } from '@malinshopper/environments';
import { reviewedStacks } from '@malinshopper/testing';
import main from './main';
import { kinds, synthesized, Synthesized, withoutUserData } from './testing/synthesized';

/** AWS's limits for the names that this app gives (reference: each service's Create call). */
const limits: Record<string, number> = {
  aws_autoscaling_group: 255,
  aws_iam_instance_profile: 128,
  aws_iam_role: 64,
  aws_launch_template: 125,
  aws_lb: 32,
  aws_lb_target_group: 32,
  aws_security_group: 255,
  aws_sns_topic: 256,
};
/** The name of a resource; the provider appends 26 digits to a prefix. */
type Named = { readonly name: string } | { readonly name_prefix: string };
const nameOf = (config: Named) => ('name' in config ? config.name : config.name_prefix + '0'.repeat(26));
const longBranch = `feature/${'a-very-long-branch-name-'.repeat(8)}end`;

describe.each([...kinds, longBranch])('the compute stack of %s', (ref) => {
  const stack = synthesized(ref);

  test('keeps every name within the limit of its service, and gives none twice', () => {
    for (const [type, longest] of Object.entries(limits)) {
      const names = stack.all<Named>(type).map(({ config }) => nameOf(config));
      for (const name of names) expect(name.length).toBeLessThanOrEqual(longest);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test.each(roles)('has everything that an instance of the role %s is made of', (role) => {
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
    Object.keys(limits).flatMap((type) =>
      synthesized(ref)
        .all<Named>(type)
        .map(({ config }) => `${type} ${nameOf(config)}`),
    );
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

test.each(reviewedStacks(main, withoutUserData))(
  'the compute stack of a %s environment is as reviewed',
  (_kind, review) => expect(review()).toMatchSnapshot(),
);
