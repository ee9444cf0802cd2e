import { startEmbeddedAws, stopEmbeddedAws } from '../../daemon';
import { Client, type Answer } from '../in-use/testing/client';

let aws: Client;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4646';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  aws = await Client.of('333344445555');
});

afterAll(() => stopEmbeddedAws());

const SET = 'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';
const trust = '{"Version":"2012-10-17","Statement":[]}';
type Refused = readonly [what: string, call: () => Promise<Answer>, code: string, says: string];

const group =
  (GroupDescription: string, GroupName = 'try') =>
  () =>
    aws.ec2('CreateSecurityGroup', { GroupName, GroupDescription, VpcId: 'vpc-1' });
const rule = (more: Record<string, string>) => () =>
  aws.ec2('AuthorizeSecurityGroupIngress', { GroupId: 'sg-1', 'IpPermissions.1.IpProtocol': 'tcp', ...more });
const modified = (more: Record<string, string>) => () =>
  aws.ec2('ModifySecurityGroupRules', {
    GroupId: 'sg-1',
    'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-1',
    'SecurityGroupRule.1.SecurityGroupRule.IpProtocol': 'tcp',
    ...more,
  });
const query = (service: string, action: string, form: Record<string, string>) => () => aws.query(service, action, form);
const json = (service: string, target: string, fields: object) => () => aws.json(service, target, fields);
const server = (more: Record<string, string>) =>
  query('rds', 'CreateDBInstance', { DBInstanceIdentifier: 'try', ...more });

/** Constraints that botocore's models do not have. */
const byHand: readonly Refused[] = [
  ['a group with a dash', group('The shop – front door'), 'InvalidParameterValue', 'beyond ASCII are not supported'],
  ['a group with an apostrophe', group("The shop's door"), 'InvalidParameterValue', SET.replaceAll('&', '&amp;')],
  ['a group of 256 characters', group('a'.repeat(256)), 'InvalidParameterValue', 'less than 256 characters'],
  ['a group that is called as an id', group('Try', 'sg-try'), 'InvalidParameterValue', 'in the format sg-*'],
  [
    'a rule with an apostrophe',
    rule({ 'IpPermissions.1.IpRanges.1.Description': "Visitors' browsers" }),
    'InvalidParameterValue',
    'Invalid rule description',
  ],
  [
    'a rule about a group with a question',
    rule({ 'IpPermissions.1.Groups.1.Description': 'Why?' }),
    'InvalidParameterValue',
    'Invalid rule description',
  ],
  [
    'a port that is none',
    rule({ 'IpPermissions.1.FromPort': '80', 'IpPermissions.1.ToPort': '65536' }),
    'InvalidParameterValue',
    '65536',
  ],
  [
    'ports backwards',
    rule({ 'IpPermissions.1.FromPort': '443', 'IpPermissions.1.ToPort': '80' }),
    'InvalidParameterValue',
    '(443:80)',
  ],
  [
    'another text of a rule',
    modified({ 'SecurityGroupRule.1.SecurityGroupRule.Description': 'a > b' }),
    'InvalidParameterValue',
    'Invalid rule description',
  ],
  [
    'a prefix list',
    () =>
      aws.ec2('CreateManagedPrefixList', {
        PrefixListName: 'try',
        'Entry.1.Cidr': '10.0.0.0/8',
        'Entry.1.Description': 'a?',
      }),
    'InvalidParameterValue',
    'entry description',
  ],
  [
    'a recurrence',
    query('autoscaling', 'PutScheduledUpdateGroupAction', {
      AutoScalingGroupName: 'a',
      ScheduledActionName: 'b',
      Recurrence: '0 25 * * *',
    }),
    'ValidationError',
    'Given recurrence string:0 25 * * * is invalid.',
  ],
  [
    'a time zone',
    query('autoscaling', 'PutScheduledUpdateGroupAction', {
      AutoScalingGroupName: 'a',
      ScheduledActionName: 'b',
      TimeZone: 'Berlin',
    }),
    'ValidationError',
    'Given time zone:Berlin is invalid.',
  ],
  [
    'a schedule of EventBridge',
    json('events', 'AWSEvents.PutRule', { Name: 'a', ScheduleExpression: 'cron(0 3 * * * *)' }),
    'ValidationException',
    'Parameter ScheduleExpression is not valid.',
  ],
  [
    'a schedule of a backup',
    () =>
      aws.send(
        'backup',
        'PUT',
        '/backup/plans/',
        JSON.stringify({
          BackupPlan: {
            BackupPlanName: 'a',
            Rules: [{ RuleName: 'b', TargetBackupVaultName: 'cc', ScheduleExpression: 'daily' }],
          },
        }),
        { 'content-type': 'application/json' },
      ),
    'InvalidParameterValueException',
    'Cron expression daily is not valid.',
  ],
  [
    'a retention',
    json('logs', 'Logs_20140328.PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 8 }),
    'InvalidParameterException',
    "'8'",
  ],
  [
    'the name of a server',
    server({ DBInstanceIdentifier: '1-try' }),
    'InvalidParameterValue',
    'not a valid identifier',
  ],
  ['the port of a server', server({ Port: '80' }), 'InvalidParameterValue', 'between 1150 and 65535'],
  ['a backup window', server({ PreferredBackupWindow: '1:30-2:30' }), 'InvalidParameterValue', 'hh24:mi-hh24:mi'],
  ['a short window', server({ PreferredBackupWindow: '01:30-01:45' }), 'InvalidParameterValue', 'at least 30 minutes'],
  [
    'windows that meet',
    server({ PreferredBackupWindow: '01:30-02:30', PreferredMaintenanceWindow: 'sun:02:00-sun:03:00' }),
    'InvalidParameterValue',
    'must not overlap',
  ],
  [
    'a maintenance window of a cache',
    query('elasticache', 'CreateReplicationGroup', { ReplicationGroupId: 'a', PreferredMaintenanceWindow: 'sunday' }),
    'InvalidParameterValue',
    'ddd:hh24:mi-ddd:hh24:mi',
  ],
  [
    'a tag of a server',
    server({ 'Tags.Tag.1.Key': 'Hours', 'Tags.Tag.1.Value': 'off(M-F,18)' }),
    'InvalidParameterValue',
    'Tag values may only contain unicode letters',
  ],
  [
    'a tag of a subnet group',
    query('rds', 'CreateDBSubnetGroup', { DBSubnetGroupName: 'a', 'Tags.Tag.1.Key': "Ana's", 'Tags.Tag.1.Value': '' }),
    'InvalidParameterValue',
    'Tag keys may only contain unicode letters',
  ],
  [
    'a tag that is added',
    query('rds', 'AddTagsToResource', { ResourceName: 'a', 'Tags.Tag.1.Key': 'Note', 'Tags.Tag.1.Value': 'a & b' }),
    'InvalidParameterValue',
    'Tag values may only contain unicode letters',
  ],
  [
    'a tag of a zone',
    () =>
      aws.send(
        'route53',
        'POST',
        '/2013-04-01/tags/hostedzone/Z1',
        '<ChangeTagsForResourceRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><AddTags><Tag><Key>Record</Key><Value>*.shop</Value></Tag></AddTags></ChangeTagsForResourceRequest>',
      ),
    'InvalidInput',
    'Tags can only contain letters, numbers, spaces',
  ],
  [
    'a tag of a bucket',
    () =>
      aws.send(
        's3',
        'PUT',
        '/any-bucket?tagging',
        '<Tagging><TagSet><Tag><Key>Note</Key><Value>why?</Value></Tag></TagSet></Tagging>',
      ),
    'InvalidTag',
    'The TagValue you have provided is invalid',
  ],
];

const waf = {
  Scope: 'REGIONAL',
  DefaultAction: { Allow: {} },
  VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'a' },
};

/**
 * Constraints of the models: one of each kind, and of each protocol; also of services that the gateway answers by
 * itself.
 */
const byModels: readonly Refused[] = [
  [
    'a pattern, in a form',
    query('iam', 'CreateRole', { RoleName: 'try', AssumeRolePolicyDocument: trust, Description: 'a — b' }),
    'ValidationError',
    '1 validation error detected: Value &apos;a — b&apos; at &apos;description&apos; failed to satisfy constraint',
  ],
  [
    'a pattern, in JSON',
    json('wafv2', 'AWSWAF_20190729.CreateWebACL', { ...waf, Name: 'a', Description: 'All (of them)' }),
    'ValidationException',
    "at 'description'",
  ],
  [
    'a list of values, in JSON',
    json('wafv2', 'AWSWAF_20190729.CreateWebACL', { ...waf, Name: 'a', Scope: 'WORLD' }),
    'ValidationException',
    'enum value set',
  ],
  [
    'a length, in JSON',
    json('kms', 'TrentService.CreateKey', { Description: 'a'.repeat(8193) }),
    'ValidationException',
    'less than or equal to 8192',
  ],
  [
    'a range, in a form',
    query('elasticloadbalancing', 'CreateTargetGroup', { Name: 'a', Port: '65536' }),
    'ValidationError',
    'less than or equal to 65535',
  ],
  [
    'a length, of EC2',
    () => aws.ec2('CreateLaunchTemplate', { LaunchTemplateName: 'ab' }),
    'InvalidParameterValue',
    'greater than or equal to 3',
  ],
  [
    'a list of values, in XML',
    () =>
      aws.send(
        'cloudfront',
        'POST',
        '/2020-05-31/origin-access-control',
        '<OriginAccessControlConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Name>a</Name><SigningProtocol>sigv9</SigningProtocol>' +
          '<SigningBehavior>always</SigningBehavior><OriginAccessControlOriginType>s3</OriginAccessControlOriginType></OriginAccessControlConfig>',
      ),
    'InvalidArgument',
    'sigv4',
  ],
  [
    'an error of its own',
    json('codedeploy', 'CodeDeploy_20141006.CreateApplication', { applicationName: 'a'.repeat(101) }),
    'InvalidApplicationNameException',
    'less than or equal to 100',
  ],
];

test.each([...byHand, ...byModels])('%s is refused', async (_what, call, code, says) => {
  const answer = await call();
  expect({ code: answer.code, body: answer.body }).toEqual({ code, body: expect.stringContaining(says) as unknown });
});

test('values that AWS accepts are accepted: other alphabets in tags, Latin-1 in the description of a role', async () => {
  const form = {
    RoleName: 'taken',
    AssumeRolePolicyDocument: trust,
    Description: 'Käse für alle',
    'Tags.member.1.Key': 'Größe',
    'Tags.member.1.Value': '大/1',
  };
  expect((await aws.query('iam', 'CreateRole', form)).status).toBe(200);
});

test('RDS accepts tags with letters of other alphabets, blanks and the usual signs', async () => {
  const tags = {
    'Tags.Tag.1.Key': 'Größe 1',
    'Tags.Tag.1.Value': '大_.:/=+-@',
    'Tags.Tag.2.Key': 'Empty',
    'Tags.Tag.2.Value': '',
  };
  const form = { DBParameterGroupName: 'taken', DBParameterGroupFamily: 'mysql8.4', Description: 'a', ...tags };
  expect((await aws.query('rds', 'CreateDBParameterGroup', form)).body).toContain('<DBParameterGroupName>taken<');
});

test('a secret value is not repeated', async () => {
  const answer = await aws.json('secretsmanager', 'secretsmanager.CreateSecret', {
    Name: 'a',
    SecretString: 's'.repeat(65_537),
  });
  expect(answer.body).toContain("Value at 'secretString'");
});
