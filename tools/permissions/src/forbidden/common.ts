import { ciRoleArn, teamNames, type Account } from '@malinshopper/environments';
import { stateBucket, workloadBoundaryArn } from '@malinshopper/stack';
import type { Call } from '@malinshopper/testing';
import { call, inNoRegion } from '@malinshopper/policy/forbidden';

const of = (team: string) => ({ 'aws:ResourceTag/Team': team });

/**
 * Calls on sensitive existing resources: the trail, break-glass, Session Manager, the states, and resources of other
 * teams. Only the owner's role can make them.
 */
export function commonForbiddenCalls(account: Account): Call[] {
  const { id, region, name } = account;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${id}:${rest}`;
  const trail = arn('logs', 'log-group:/malinshopper/account/trail');
  const stream = `${trail}:log-stream:${id}_CloudTrail_${region}`;
  const rule = arn('events', `rule/${name}-break-glass`);
  const topic = arn('sns', `${name}-break-glass-alarms`);
  const each = (
    what: string,
    actions: readonly string[],
    resource: string,
    context: Call['context'] = of('platform'),
  ) => actions.map((action) => call(`${what}: ${action}`, action, resource, context));
  const kind = (which: string, team: string) => [arn('ec2', `${which}/x`), team] as const;
  const asItsOwn = [
    kind('vpc', 'network'),
    kind('subnet', 'network'),
    kind('security-group', 'data'),
    kind('security-group', 'network'),
    kind('natgateway', 'network'),
  ].flatMap(([resource, owner]) =>
    teamNames
      .filter((team) => team !== owner)
      .flatMap((team) => [
        call(`change the tag of ${owner} to ${team}: ${resource}`, 'ec2:CreateTags', resource, {
          ...of(owner),
          'aws:RequestTag/Team': team,
          'aws:TagKeys': ['Team'],
        }),
      ]),
  );
  return [
    ...each('the log of the trail', ['logs:GetLogEvents'], stream),
    ...each(
      'the log of the trail',
      [
        'logs:FilterLogEvents',
        'logs:StartQuery',
        'logs:PutRetentionPolicy',
        'logs:DeleteLogGroup',
        'logs:PutSubscriptionFilter',
        'logs:PutDataProtectionPolicy',
        'logs:CreateExportTask',
        'logs:PutMetricFilter',
      ],
      trail,
    ),
    ...each('the log of the trail', ['logs:DeleteLogStream'], stream),
    ...each(
      'break-glass',
      ['events:DisableRule', 'events:RemoveTargets', 'events:PutRule', 'events:PutTargets', 'events:DeleteRule'],
      rule,
    ),
    ...each('break-glass', ['sns:SetTopicAttributes', 'sns:Unsubscribe', 'sns:Publish', 'sns:DeleteTopic'], topic),
    ...each('the metrics of AWS', ['cloudwatch:PutMetricData'], '*', { 'cloudwatch:namespace': 'CloudTrailMetrics' }),
    ...each(
      'Session Manager',
      [
        'ssm:UpdateDocument',
        'ssm:CreateDocument',
        'ssm:ModifyDocumentPermission',
        'ssm:DeleteDocument',
        'ssm:SendCommand',
      ],
      arn('ssm', 'document/SSM-SessionManagerRunShell'),
    ),
    ...each(
      'states',
      ['s3:GetObjectVersion', 's3:DeleteObjectVersion'],
      `arn:aws:s3:::${stateBucket(account)}/testing/data.tfstate`,
      {},
    ),
    ...each(
      'the trail',
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      `arn:aws:s3:::malinshopper-account-trail-${id}/AWSLogs/x`,
      {},
    ),
    ...each(
      'a package',
      ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      `arn:aws:s3:::malinshopper-staging-packages-${id}/releases/1.zip`,
      of('data'),
    ),
    ...each('roles of CI', ['iam:PassRole', 'sts:AssumeRole'], ciRoleArn(account, 'data', 'deploy'), {
      ...inNoRegion,
      'iam:PassedToService': 'ec2.amazonaws.com',
    }),
    ...['account', 'compute', 'delivery'].flatMap((app) =>
      each(
        'boundaries',
        ['iam:CreatePolicyVersion', 'iam:DeletePolicy'],
        workloadBoundaryArn(account, app),
        inNoRegion,
      ),
    ),
    call('remove all tags of a VPC', 'ec2:DeleteTags', arn('ec2', 'vpc/x'), of('network')),
    call('remove all tags of a security group', 'ec2:DeleteTags', arn('ec2', 'security-group/x'), of('data')),
    ...asItsOwn,
  ];
}
