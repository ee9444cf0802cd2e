import { environment } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

describe('continuousphp', () => {
  const stackOf = (ref: string) => synthesized(main, environment(ref));

  test.each(['production', 'staging', 'testing'])(
    'has one user for %s, alone in a group with all its permissions',
    (ref) => {
      const stack = stackOf(ref);
      const { account, protection } = environment(ref);
      const [user, group] = [stack.resource('aws_iam_user'), stack.resource('aws_iam_group')];
      const name = `${ref}-continuousphp`;
      expect(user.config).toMatchObject({
        name,
        path: '/delivery/',
        permissions_boundary: workloadBoundaryArn(account, 'delivery'),
        force_destroy: !protection.enabled,
      });
      expect(group.config).toMatchObject({ name, path: '/delivery/' });
      expect(stack.resource('aws_iam_group_membership').config).toMatchObject({
        group: `\${${group.address}.name}`,
        users: [`\${${user.address}.name}`],
      });
      const policies = stack.resources('aws_iam_group_policy').map(({ config }) => [config.name, config.group]);
      const names = ref === 'testing' ? ['branches', 'release'] : ['release'];
      expect(policies).toEqual(names.map((each) => [each, `\${${group.address}.name}`]));
      expect(stack.outputs['continuousPhpUserName']?.value).toBe(`\${${user.address}.name}`);
    },
  );

  // IAM user guide, "IAM and AWS STS quotas": 5,120 characters for all inline policies of a group, without white space.
  test('has policies within the length limit of IAM', () => {
    const said = stackOf('testing').resources('aws_iam_group_policy');
    const length = said.reduce((sum, { config }) => sum + String(config.policy).replace(/\s/g, '').length, 0);
    expect(length).toBeLessThan(5120);
  });

  test('has no user in a branch, to which the user of testing releases', () => {
    const stack = stackOf('feature/checkout');
    const types = stack.resources().map(({ address }) => address.split('.')[0]);
    expect(types.filter((type) => /^aws_iam_(user|group)/.test(type!))).toEqual([]);
    expect(stack.outputs['continuousPhpUserName']?.value).toBe('');
  });

  test('has neither an access key nor a password in Terraform’s state', () => {
    for (const ref of ['production', 'staging', 'testing', 'feature/checkout']) {
      expect(stackOf(ref).json).not.toMatch(/aws_iam_(access_key|user_login_profile|user_policy)/);
    }
  });
});
