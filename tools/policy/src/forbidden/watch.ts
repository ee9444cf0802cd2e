import { workloadBoundaryArn } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { call, inNoRegion, type Who } from './who';

const isPlatforms = { 'aws:ResourceTag/Team': 'platform' };

/** What no role may do to what says who did what. */
function trailCalls({ account, team }: Who): Call[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`;
  const trail = (what: string, action: string) =>
    call(what, action, arn('cloudtrail', 'trail/malinshopper-account'), isPlatforms);
  const group = (what: string, action: string) =>
    call(what, action, arn('logs', 'log-group:/malinshopper/account/trail'), isPlatforms);
  const bucket = `arn:aws:s3:::malinshopper-account-trail-${account.id}`;
  const file = `${bucket}/AWSLogs/${account.id}/CloudTrail/x.json.gz`;
  const role = `arn:aws:iam::${account.id}:role/account/account-trail`;
  const key = (what: string, action: string, name: string) =>
    call(what, action, arn('kms', 'key/x'), {
      ...isPlatforms,
      'kms:ResourceAliases': [`alias/malinshopper-account-${name}`],
    });
  const alias = arn('kms', 'alias/malinshopper-account-trail');
  return [
    trail('end the trail', 'cloudtrail:StopLogging'),
    trail('delete the trail', 'cloudtrail:DeleteTrail'),
    trail('have the trail write to another bucket', 'cloudtrail:UpdateTrail'),
    trail('have the trail leave events out', 'cloudtrail:PutEventSelectors'),
    trail('have the trail notice nothing unusual', 'cloudtrail:PutInsightSelectors'),
    call('delete the bucket of the trail', 's3:DeleteBucket', bucket),
    call('have what the trail wrote expire', 's3:PutLifecycleConfiguration', bucket),
    call('let others write for the trail', 's3:PutBucketPolicy', bucket),
    call('let nobody write for the trail', 's3:DeleteBucketPolicy', bucket),
    call('forget what was in files of the trail', 's3:PutBucketVersioning', bucket),
    call('delete what the trail wrote', 's3:DeleteObject', file),
    call('delete what the trail wrote for good', 's3:DeleteObjectVersion', file),
    call('write something else than the trail did', 's3:PutObject', file),
    group('delete the log of the trail', 'logs:DeleteLogGroup'),
    group('have the log of the trail forget after a day', 'logs:PutRetentionPolicy'),
    group('have the log of the trail grow until it is deleted', 'logs:DeleteRetentionPolicy'),
    group('encrypt the log of the trail with a key of its own', 'logs:AssociateKmsKey'),
    call('take from the trail what it may do', 'iam:DeleteRolePolicy', role, {
      ...inNoRegion,
      'iam:PermissionsBoundary': workloadBoundaryArn(account, 'account'),
    }),
    call('let the trail not act as its role', 'iam:UpdateAssumeRolePolicy', role, inNoRegion),
    key('delete the key of the trail', 'kms:ScheduleKeyDeletion', 'trail'),
    key('switch the key of the trail off', 'kms:DisableKey', 'trail'),
    key('refuse the key to the trail', 'kms:PutKeyPolicy', 'trail'),
    key("delete the key of the trail's log", 'kms:ScheduleKeyDeletion', 'logs'),
    key('take its name off the key of the trail', 'kms:DeleteAlias', 'trail'),
    // A change of a name needs the key as well, which carries the platform team's tag.
    ...(team === 'platform'
      ? [
          call('give the name of the key of the trail to another', 'kms:UpdateAlias', alias),
          call('forget the name of the key of the trail', 'kms:DeleteAlias', alias),
        ]
      : []),
  ];
}

/** What no role may do to what says that somebody has come in for an emergency: there is one in each of two regions. */
function alarmCalls({ account }: Who, region: string, name: string): Call[] {
  const context = { ...isPlatforms, 'aws:RequestedRegion': region };
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`;
  const rule = (what: string, action: string) =>
    call(`${what} in ${region}`, action, arn('events', `rule/${name}`), context);
  const topic = (what: string, action: string) =>
    call(`${what} in ${region}`, action, arn('sns', `${name}-alarms`), context);
  const key = (what: string, action: string) =>
    call(`${what} in ${region}`, action, arn('kms', 'key/x'), {
      ...context,
      'kms:ResourceAliases': [`alias/malinshopper-${name}-alarms`],
    });
  return [
    rule('notice no emergency', 'events:DeleteRule'),
    rule('notice no emergency for a while', 'events:DisableRule'),
    rule('notice something else than emergencies', 'events:PutRule'),
    rule('tell nobody of emergencies', 'events:RemoveTargets'),
    rule('tell others of emergencies', 'events:PutTargets'),
    topic('delete the alarm of emergencies', 'sns:DeleteTopic'),
    topic('let nobody tell of emergencies', 'sns:SetTopicAttributes'),
    topic('take away the right to tell of emergencies', 'sns:RemovePermission'),
    topic('let nobody hear of emergencies', 'sns:Unsubscribe'),
    topic('sort out what is heard of emergencies', 'sns:SetSubscriptionAttributes'),
    key('delete the key of the alarm of emergencies', 'kms:ScheduleKeyDeletion'),
    key('refuse that key to who tells of emergencies', 'kms:PutKeyPolicy'),
  ];
}

/** What no role may do to what watches: whoever wanted to hide something would begin with that. */
export function watchCalls(who: Who): Call[] {
  const { name, region } = who.account;
  return [
    ...trailCalls(who),
    ...alarmCalls(who, region, `${name}-break-glass`),
    ...alarmCalls(who, 'us-east-1', `${name}-break-glass-global`),
  ];
}
