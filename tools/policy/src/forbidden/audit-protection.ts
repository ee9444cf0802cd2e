import { workloadBoundaryArn } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { call, inNoRegion, type Who } from './who';

const isPlatforms = { 'aws:ResourceTag/Team': 'platform' };

/** Calls on the trail and its storage that no role may make. */
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
    trail('stop the trail', 'cloudtrail:StopLogging'),
    trail('delete the trail', 'cloudtrail:DeleteTrail'),
    trail('redirect the trail to another bucket', 'cloudtrail:UpdateTrail'),
    trail('exclude events from the trail', 'cloudtrail:PutEventSelectors'),
    trail('disable the insights of the trail', 'cloudtrail:PutInsightSelectors'),
    call('delete the bucket of the trail', 's3:DeleteBucket', bucket),
    call("set an expiry of the trail's files", 's3:PutLifecycleConfiguration', bucket),
    call("allow others to write the trail's files", 's3:PutBucketPolicy', bucket),
    call('delete the bucket policy of the trail', 's3:DeleteBucketPolicy', bucket),
    call("suspend the versioning of the trail's bucket", 's3:PutBucketVersioning', bucket),
    call('delete files of the trail', 's3:DeleteObject', file),
    call("delete versions of the trail's files", 's3:DeleteObjectVersion', file),
    call('replace files of the trail', 's3:PutObject', file),
    group('delete the log of the trail', 'logs:DeleteLogGroup'),
    group("set the retention of the trail's log to a day", 'logs:PutRetentionPolicy'),
    group("remove the retention of the trail's log", 'logs:DeleteRetentionPolicy'),
    group("encrypt the trail's log with a key of its own", 'logs:AssociateKmsKey'),
    call('remove permissions of the trail', 'iam:DeleteRolePolicy', role, {
      ...inNoRegion,
      'iam:PermissionsBoundary': workloadBoundaryArn(account, 'account'),
    }),
    call('prevent the trail from assuming its role', 'iam:UpdateAssumeRolePolicy', role, inNoRegion),
    key('delete the key of the trail', 'kms:ScheduleKeyDeletion', 'trail'),
    key('disable the key of the trail', 'kms:DisableKey', 'trail'),
    key('deny the trail the use of its key', 'kms:PutKeyPolicy', 'trail'),
    key("delete the key of the trail's log", 'kms:ScheduleKeyDeletion', 'logs'),
    key("remove the alias of the trail's key", 'kms:DeleteAlias', 'trail'),
    // A change of an alias also needs permission on the key, which has the platform team's tag.
    ...(team === 'platform'
      ? [
          call("move the alias of the trail's key to another key", 'kms:UpdateAlias', alias),
          call("delete the alias of the trail's key", 'kms:DeleteAlias', alias),
        ]
      : []),
  ];
}

/** Calls on the break-glass alarms that no role may make. There is one alarm in each of two regions. */
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
    rule('delete the rule of break-glass events', 'events:DeleteRule'),
    rule('disable the rule of break-glass events', 'events:DisableRule'),
    rule('match other events than those of break-glass', 'events:PutRule'),
    rule('remove the target of break-glass events', 'events:RemoveTargets'),
    rule('send break-glass events to another target', 'events:PutTargets'),
    topic('delete the topic of break-glass alarms', 'sns:DeleteTopic'),
    topic('prevent the publishing of break-glass alarms', 'sns:SetTopicAttributes'),
    topic('revoke the permission to publish break-glass alarms', 'sns:RemovePermission'),
    topic('remove a subscription of break-glass alarms', 'sns:Unsubscribe'),
    topic('filter a subscription of break-glass alarms', 'sns:SetSubscriptionAttributes'),
    key('delete the key of the break-glass alarms', 'kms:ScheduleKeyDeletion'),
    key('deny the publisher of break-glass alarms the use of that key', 'kms:PutKeyPolicy'),
  ];
}

/** Calls on the audit trail and its alarms that no role may make: an intruder would disable these first. */
export function watchCalls(who: Who): Call[] {
  const { name, region } = who.account;
  return [
    ...trailCalls(who),
    ...alarmCalls(who, region, `${name}-break-glass`),
    ...alarmCalls(who, 'us-east-1', `${name}-break-glass-global`),
  ];
}
