import { accountNames, accounts, environment, purposes, reviewKeyAlias, teamNames } from '@malinshopper/environments';
import { workloadBoundaryNames } from '@malinshopper/stack';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

/** Replaces tokens by a value at least as long as the one that AWS inserts. */
const filled = (policy: string) => policy.replace(/\$\{[^}]+\}/g, 'Z0123456789ABCDEFGHIJKLMNOPQRST').replace(/\s/g, '');

const stacks = { production: 'production', nonproduction: 'testing' } as const;

describe.each(accountNames)('the access to %s', (name) => {
  const stack = synthesized(main, environment(stacks[name]));
  const { id } = accounts[name];
  const roles = stack.resources('aws_iam_role').filter(({ path }) => /\/(plan|deploy)\/Resource$/.test(path));

  it('trusts the tokens of GitHub that are meant for AWS', () => {
    const { config } = stack.resource('aws_iam_openid_connect_provider');
    expect([config.url, config.client_id_list]).toEqual([
      'https://token.actions.githubusercontent.com',
      ['sts.amazonaws.com'],
    ]);
  });

  it('has two roles for each team, with sessions of one hour, under a path of their own', () => {
    const names = teamNames.flatMap((team) => purposes.map((purpose) => `${team}-${purpose}`));
    expect(roles.map(({ config }) => config.name).sort()).toEqual(names.sort());
    for (const { config } of roles) expect([config.path, config.max_session_duration]).toEqual(['/ci/', 3600]);
  });

  it('attaches the team’s boundary to both of its roles', () => {
    for (const team of teamNames) {
      const { address } = stack.resource('aws_iam_policy', `access/${team}/boundary`);
      const boundaries = roles
        .filter(({ path }) => path.startsWith(`account/access/${team}/`))
        .map(({ config }) => config.permissions_boundary);
      expect(boundaries).toEqual([`\${${address}.arn}`, `\${${address}.arn}`]);
    }
  });

  it('has a role that plans a change for its review, with the read permissions of all teams and its own boundary', () => {
    const role = stack.resource('aws_iam_role', 'access/review/role/Resource');
    const boundary = stack.resource('aws_iam_policy', 'access/review/boundary');
    expect(role.config).toMatchObject({
      ...{ name: 'review', path: '/ci/', max_session_duration: 3600 },
      permissions_boundary: `\${${boundary.address}.arn}`,
    });
    const attached = stack.resources('aws_iam_role_policy_attachment').filter(({ path }) => path.includes('/review/'));
    const looks = teamNames.map((team) => `\${${stack.resource('aws_iam_policy', `access/${team}/look`).address}.arn}`);
    expect(attached.map(({ config }) => config.policy_arn)).toEqual(looks);
  });

  // KMS developer guide, "HMAC keys in AWS KMS".
  it('has a key for the digests in reviews that never leaves KMS', () => {
    const key = stack.resource('aws_kms_key', 'access/review-key/Resource');
    expect(key.config).toMatchObject({ customer_master_key_spec: 'HMAC_256', key_usage: 'GENERATE_VERIFY_MAC' });
    const { config } = stack.resource('aws_kms_alias', 'access/review-key/alias');
    expect([config.name, config.target_key_id]).toEqual([reviewKeyAlias, `\${${key.address}.key_id}`]);
  });

  it.each(Object.values(workloadBoundaryNames))('has the boundary %s, which no plan destroys', (boundary) => {
    const { config } = stack.resource('aws_iam_policy', `access/${boundary.replace('malinshopper-', '')}`);
    expect(config).toMatchObject({ name: boundary, path: '/account/', lifecycle: { prevent_destroy: true } });
  });

  it('creates the roles of workloads only after their boundary', () => {
    const { address } = stack.resource('aws_iam_policy', 'workload-boundary');
    const workloads = stack.resources('aws_iam_role').filter(({ config }) => config.path === '/account/');
    expect(workloads.length).toBeGreaterThan(0);
    for (const { config } of workloads) {
      expect(config.permissions_boundary).toBe(`arn:aws:iam::${id}:policy/account/malinshopper-workload-boundary`);
      expect(config.depends_on).toContain(address);
    }
  });

  // IAM user guide, "IAM and AWS STS quotas": 6,144 characters, without white space.
  it.each(stack.resources('aws_iam_policy'))('$path is within the length limit of IAM', ({ config }) => {
    expect(filled(config.policy).length).toBeLessThanOrEqual(6144);
  });

  // The same page: 10,240 characters for all inline policies of a role.
  it.each(roles)('the inline policies of the role of $path are within the length limit of IAM', ({ path }) => {
    const inRole = stack
      .resources('aws_iam_role_policy')
      .filter((policy) => policy.path.startsWith(path.replace('Resource', '')));
    const length = inRole.reduce((sum, { config }) => sum + filled(config.policy).length, 0);
    expect(inRole.length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(10_240);
  });

  // The same page: ten managed policies for a role.
  it('attaches no more policies to a role than IAM allows', () => {
    for (const { path } of roles) {
      const attached = stack
        .resources('aws_iam_role_policy_attachment')
        .filter((attachment) => attachment.path.startsWith(path.replace('Resource', '')));
      expect(attached.length).toBeLessThanOrEqual(10);
    }
  });

  it('has a unique id for every statement of a role', () => {
    for (const { config } of stack.resources('aws_iam_policy')) {
      const { Statement } = JSON.parse(config.policy) as { Statement: { Sid: string }[] };
      expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
    }
  });
});
