import { statementsIn } from '@malinshopper/aws-facts';
import { accounts, alarmTeams, environment, teams, type TeamName } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

const account = synthesized(main, environment('production'));
const { id } = accounts.production;

const statementsOf = (type: string, path: string, attribute = 'policy') =>
  statementsIn(account.resource(type, path).config[attribute] as string);
/** The publishers, besides CloudWatch and the account itself, that the policies of a team's topic and its key allow. */
const others = (team: string) =>
  [
    ...statementsOf('aws_sns_topic_policy', `account/alarms/${team}/policy`),
    ...statementsOf('aws_kms_key', `account/alarms/${team}/key/Resource`),
  ].filter(({ Sid }) => !['Alarms', 'TlsOnly', 'AccountDecidesByIam'].includes(String(Sid)));

describe('the alarm topics of an account', () => {
  const topics = account
    .resources('aws_sns_topic')
    .filter(({ path }) => path.startsWith('account/alarms/'))
    .map(({ config }) => `${config.provider ?? 'here'} ${config.name}`);

  it('are one for each team and region in which the team has alarms', () => {
    expect(topics.sort()).toEqual([
      'aws.us_east_1 production-data-global-alarms',
      'aws.us_east_1 production-platform-global-alarms',
      'here production-compute-alarms',
      'here production-data-alarms',
      'here production-delivery-alarms',
      'here production-network-alarms',
    ]);
  });

  it.each([...alarmTeams.regional, ...alarmTeams.global.map((team) => `${team}-global`)])(
    'mail the team of %s, and no other',
    (words) => {
      const { config } = account.resource('aws_sns_topic_subscription', `account/alarms/${words}/mail`);
      const team = words.replace('-global', '') as TeamName;
      expect([config.protocol, config.endpoint]).toEqual(['email', teams[team].notify]);
    },
  );

  it('are published for every environment, with their keys', () => {
    const { alarmTopicArns, alarmTopicKeyArns, globalAlarmTopicArns } = account.outputs;
    const regional = [...alarmTeams.regional].sort();
    expect(Object.keys(alarmTopicArns?.value as object)).toEqual(regional);
    expect(Object.keys(alarmTopicKeyArns?.value as object)).toEqual(regional);
    expect(Object.keys(globalAlarmTopicArns?.value as object)).toEqual(['data', 'platform']);
  });

  it('accept the events of RDS for the data team, from this account only', () => {
    const said = others('data');
    expect(said.map(({ Action }) => Action)).toEqual(['sns:Publish', ['kms:Decrypt', 'kms:GenerateDataKey*']]);
    for (const statement of said) {
      expect(statement).toMatchObject({
        Principal: { Service: 'events.rds.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': id } },
      });
    }
  });

  it('accept the notifications of Auto Scaling for the compute team, from its service-linked role only', () => {
    const role = `arn:aws:iam::${id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    expect(others('compute')).toHaveLength(2);
    for (const statement of others('compute')) {
      // A policy cannot name a role as a principal before the role exists.
      expect(statement).toMatchObject({
        Principal: { AWS: '*' },
        Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
      });
    }
  });

  it.each(['network', 'delivery', 'data-global', 'platform-global'])('accept no other publisher for %s', (words) => {
    expect(others(words)).toEqual([]);
  });
});

describe('the log of launches and terminations by Auto Scaling groups', () => {
  const group = account.resource('aws_cloudwatch_log_group', 'account/scaling/log/Resource');
  const rule = account.resource('aws_cloudwatch_event_rule', 'account/scaling/rule');

  it('contains each instance of every group, and no failure, because failures are mailed', () => {
    expect(JSON.parse(rule.config.event_pattern as string)).toEqual({
      source: ['aws.autoscaling'],
      'detail-type': ['EC2 Instance Launch Successful', 'EC2 Instance Terminate Successful'],
    });
    expect(account.resource('aws_cloudwatch_event_target', 'account/scaling/target').config).toMatchObject({
      rule: `\${${rule.address}.name}`,
      arn: `\${${group.address}.arn}`,
    });
  });

  it('is written by EventBridge only, for that rule only', () => {
    const path = 'account/scaling/policy';
    const [streams, events] = statementsOf('aws_cloudwatch_log_resource_policy', path, 'policy_document');
    const Principal = { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] };
    expect(streams).toMatchObject({
      Principal,
      Action: 'logs:CreateLogStream',
      Resource: `\${${group.address}.arn}:*`,
    });
    expect(events).toMatchObject({
      Principal,
      Action: 'logs:PutLogEvents',
      Condition: { ArnEquals: { 'aws:SourceArn': `\${${rule.address}.arn}` } },
    });
  });
});
