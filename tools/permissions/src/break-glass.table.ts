import { accountNames, accounts, breakGlassArn, type Account } from '@malinshopper/environments';
import { isAllowed, type Statement } from '@malinshopper/testing';
import { accessOf, stacksOf } from './roles';

const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];

/** Returns whether the trust allows a role to assume this one, if the caller's own policies allow everything. */
const assumes = (account: Account, trust: readonly Statement[], role: string, region: string = account.region) =>
  isAllowed(
    {
      what: 'assume',
      action: 'sts:AssumeRole',
      resource: breakGlassArn(account),
      context: { 'aws:RequestedRegion': region },
      // As in another account: STS then requires the trust in addition, which the simulator does not within an account.
      accountId: '999999999999',
    },
    { account, arn: `arn:aws:iam::${account.id}:role/${role}`, statements: everything },
    trust,
  );

describe.each(accountNames)('the role for emergencies of %s', (name) => {
  const account = accounts[name];
  const access = accessOf(account);
  const [stack] = stacksOf({ account, team: 'platform' });
  const role = stack!.one('aws_iam_role', 'break-glass/role').config;
  const trust = access.trust('break-glass/role');

  test('lasts an hour, and has all permissions of the account by AWS’s managed policy', () => {
    expect(role.max_session_duration).toBe(3600);
    const attachment = stack!.one('aws_iam_role_policy_attachment', 'break-glass/everything').config;
    expect(attachment.policy_arn).toBe('arn:aws:iam::aws:policy/AdministratorAccess');
  });

  test('cannot be changed by the role that manages the CI roles', () => {
    expect(breakGlassArn(account)).toBe(`arn:aws:iam::${account.id}:role${role.path}${role.name}`);
    expect(role.path).not.toMatch(/^\/(ci|account)\//);
  });

  test('trusts only the administrators of the account', () => {
    for (const { Principal, Condition } of trust) {
      expect(Principal).toEqual({ AWS: `arn:aws:iam::${account.id}:root` });
      expect(Condition!['ArnLike']!['aws:PrincipalArn']).toEqual(
        account.administrators.map((pattern) => `arn:aws:iam::${account.id}:${pattern}`),
      );
    }
    expect(trust).toHaveLength(1);
  });

  test('is assumed only in regions with a notification', () => {
    const heard = stack!
      .ofType('aws_cloudwatch_event_rule')
      .filter(({ path }) => path.includes('/break-glass/'))
      .map(({ config }) => config.provider ?? account.region);
    expect(heard.sort()).toEqual(['aws.us_east_1', account.region].sort());
    expect(trust[0]!.Condition!['StringEquals']!['aws:RequestedRegion']).toEqual([account.region, 'us-east-1']);
  });

  const administrator = 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0a1b';

  test('is assumed by an administrator of AWS Control Tower', async () => {
    const other = administrator.replace('_Administrator', '_AWSAdministrator');
    await expect(assumes(account, trust, other)).resolves.toBe(true);
  });

  test.each([account.region, 'us-east-1'])('is assumed by an administrator in %s', async (region) => {
    await expect(assumes(account, trust, administrator, region)).resolves.toBe(true);
  });

  test('is not assumed by an administrator in a region without a notification', async () => {
    await expect(assumes(account, trust, administrator, 'us-west-2')).resolves.toBe(false);
  });

  test.each([
    'ci/platform-deploy',
    'ci/network-deploy',
    'compute/production-web',
    'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_ReadOnlyAccess_0a1b',
    'AWSReservedSSO_AdministratorAccess_0a1b',
  ])('is not assumed by %s', async (other) => {
    await expect(assumes(account, trust, other)).resolves.toBe(false);
  });

  test.each(['told', 'told-global'])('is notified by mail, %s: each assumption of it, and nothing else', (where) => {
    const rule = stack!.one('aws_cloudwatch_event_rule', `break-glass/${where}/assumed`);
    expect(JSON.parse(rule.config.event_pattern)).toEqual({
      source: ['aws.sts'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['sts.amazonaws.com'],
        eventName: ['AssumeRole'],
        requestParameters: { roleArn: [breakGlassArn(account)] },
      },
    });
    const topic = stack!.one('aws_sns_topic', `break-glass/${where}/topic/Resource`);
    const target = stack!.one('aws_cloudwatch_event_target', `break-glass/${where}/target`).config;
    expect([target.rule, target.arn]).toEqual([`\${${rule.address}.name}`, `\${${topic.address}.arn}`]);
    expect(stack!.one('aws_sns_topic_subscription', `break-glass/${where}/topic/mail`).config.endpoint).toBe(
      'infrastructure@malinshopper.com',
    );
  });

  test.each([
    ['told', account.region],
    ['told-global', 'us-east-1'],
  ])('allows EventBridge to use the topic and its key, %s', (where, region) => {
    const rule = stack!.one('aws_cloudwatch_event_rule', `break-glass/${where}/assumed`);
    const topic = stack!.one('aws_sns_topic', `break-glass/${where}/topic/Resource`).config;
    const condition = (type: string, path: string) => {
      const { Statement } = JSON.parse(stack!.one(type, `break-glass/${where}/topic/${path}`).config.policy) as {
        Statement: Statement[];
      };
      return Statement.find(({ Sid }) => Sid === 'BreakGlass')!.Condition;
    };
    expect(condition('aws_sns_topic_policy', 'policy')).toEqual({
      ArnEquals: { 'aws:SourceArn': `\${${rule.address}.arn}` },
    });
    // EventBridge passes no source to KMS: with a condition on it, no notification would be sent.
    expect(condition('aws_kms_key', 'key/Resource')).toEqual({
      StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:${region}:${account.id}:${topic.name}` },
    });
  });
});
