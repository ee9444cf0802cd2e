import { actionsOf, calledTypes, phases, type Call } from '@malinshopper/aws-facts';
import {
  ciBoundaryArn,
  ciRoleArn,
  stateBucket,
  teamNames,
  teams,
  type Account,
  type TeamName,
} from '@malinshopper/environments';
import { call, inNoRegion, regional, type Who } from './who';
import type { WorkloadCall } from './workloads';

/** Calls for each action in a statement of a boundary, so that no action can be missing from it. */
export function guardedByAction(who: Who): Call[] {
  return [...tagsTakenOff(who), ...secretsRead(who), ...identitiesChanged(who), ...watchRenamed(who)];
}

/** Kinds of identities that only one team has, and a service in which a team has no tagged resources. */
const isOfTeam = (action: string, team: TeamName) => {
  if (/UntagInstanceProfile$/.test(action)) return team === 'compute';
  if (/UntagUser$/.test(action)) return team === 'delivery';
  if (/iam:Untag(Policy|OpenIDConnectProvider)$/.test(action)) return team === 'platform';
  return !(/^(ec2|elasticmapreduce):/.test(action) && team === 'platform');
};
const untagging = actionsOf(calledTypes, phases).filter((action) => /:(Untag|RemoveTags|DeleteTags)/.test(action));

/**
 * Calls that remove the tag of the team from a resource. The boundary must deny them for every service that it allows.
 */
function tagsTakenOff({ account, team }: Who): Call[] {
  const { app } = teams[team];
  const identity = (action: string) => {
    if (action.endsWith('Policy')) return 'policy/ci/network-look';
    if (action.endsWith('Provider')) return 'oidc-provider/token.actions.githubusercontent.com';
    const kind = action.replace('iam:Untag', '').replace('InstanceProfile', 'instance-profile').toLowerCase();
    return `${kind}/${app}/x`;
  };
  return untagging
    .filter((action) => isOfTeam(action, team))
    .map((action) => {
      const [service = ''] = action.split(':');
      const resource =
        service === 'iam'
          ? `arn:aws:iam::${account.id}:${identity(action)}`
          : `arn:aws:${service}:${account.region}:${account.id}:x`;
      return call(`remove its tag from a resource of ${action}`, action, resource, {
        ...(service === 'iam' && inNoRegion),
        'aws:ResourceTag/Team': team,
        'aws:TagKeys': ['Team'],
      });
    });
}

const reading: Readonly<Record<string, readonly string[]>> = {
  secretsmanager: ['BatchGetSecretValue', 'GetSecretValue'],
  sqs: ['ReceiveMessage'],
  ssm: ['GetParameter', 'GetParameterHistory', 'GetParameters', 'GetParametersByPath'],
};
const secretsRead = (who: Who): Call[] =>
  Object.entries(reading).flatMap(([service, actions]) =>
    actions.map((action) => call(`read by ${action}`, `${service}:${action}`, regional(who, service, 'x'))),
  );

/** Changes of roles without their boundary, of itself, and of other roles with an open trust policy. */
function identitiesChanged({ account, team, purpose }: Who): Call[] {
  const ownRole = `arn:aws:iam::${account.id}:role/${teams[team].app}/x`;
  const self = ciRoleArn(account, team, purpose);
  const plan = ciRoleArn(account, 'data', 'plan');
  const policy = `arn:aws:iam::${account.id}:policy/ci/${team}-look`;
  const within = { ...inNoRegion, 'iam:PermissionsBoundary': ciBoundaryArn(account, team) };
  const onSelf = ['AttachRolePolicy', 'DeleteRolePolicy', 'DetachRolePolicy', 'TagRole', 'UntagRole', 'UpdateRole'];
  const onPolicy = ['CreatePolicyVersion', 'DeletePolicy', 'SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy'];
  const makes = ['AttachRolePolicy', 'CreateRole', 'PutRolePermissionsBoundary', 'PutRolePolicy'];
  return [
    ...makes.map((action) => call(`${action} without a boundary`, `iam:${action}`, ownRole, inNoRegion)),
    ...makes.map((action) =>
      call(`${action} of CI with only the name of its own boundary`, `iam:${action}`, plan, {
        ...inNoRegion,
        'iam:PermissionsBoundary': `${ciBoundaryArn(account, team)}-x`,
      }),
    ),
    ...(team === 'platform' && purpose === 'deploy'
      ? [
          ...onSelf.map((action) => call(`${action} of itself`, `iam:${action}`, self, within)),
          ...onPolicy.map((action) => call(`${action} of its policy`, `iam:${action}`, policy, inNoRegion)),
        ]
      : []),
  ];
}

/** The aliases of the keys of the trail and its alarms. */
function watchRenamed(who: Who): Call[] {
  if (who.team !== 'platform') return [];
  const { name } = who.account;
  return ['account-trail', 'account-logs', `${name}-break-glass-alarms`].map((alias) =>
    call(`rename the key ${alias}`, 'kms:UpdateAlias', regional(who, 'kms', `alias/malinshopper-${alias}`)),
  );
}

/** Calls that the roles of an app must not make: on resources of other apps, and on other services and buckets. */
export function widenedWorkloads(account: Account): WorkloadCall[] {
  const role = (team: TeamName) => `role/${teams[team].app}/x`;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`;
  const bucket = (purpose: string) => `arn:aws:s3:::malinshopper-testing-${purpose}-${account.id}`;
  const everywhere: readonly Call[] = [
    call('change a key', 'kms:PutKeyPolicy', arn('kms', 'key/x')),
    call('delete a key', 'kms:ScheduleKeyDeletion', arn('kms', 'key/x')),
    call('disable a key', 'kms:DisableKey', arn('kms', 'key/x')),
    call('create an access key', 'iam:CreateAccessKey', `arn:aws:iam::${account.id}:user/x`, inNoRegion),
    call('change a role', 'iam:PutRolePolicy', `arn:aws:iam::${account.id}:role/ci/x`, inNoRegion),
    call('assume a role', 'sts:AssumeRole', `arn:aws:iam::${account.id}:role/ci/x`),
    call('delete a bucket', 's3:DeleteBucket', bucket('content')),
    call('change the policy of a bucket', 's3:PutBucketPolicy', bucket('content')),
    call('publish a bucket', 's3:PutBucketAcl', bucket('content')),
    call('read the trail', 's3:ListBucket', `arn:aws:s3:::malinshopper-account-trail-${account.id}`),
    call('list the states', 's3:ListBucket', `arn:aws:s3:::${stateBucket(account)}`),
    call('delete a log', 'logs:DeleteLogGroup', arn('logs', 'log-group:/malinshopper/account/trail')),
    call('allow others to write logs', 'logs:PutResourcePolicy', '*'),
    call('open a topic to others', 'sns:AddPermission', arn('sns', 'x')),
    call('change a topic', 'sns:SetTopicAttributes', arn('sns', 'x')),
    call('subscribe to a topic', 'sns:Subscribe', arn('sns', 'x')),
    call('change a queue', 'sqs:SetQueueAttributes', arn('sqs', 'x')),
    call('change the policy of a secret', 'secretsmanager:PutResourcePolicy', arn('secretsmanager', 'secret:x')),
  ];
  const delivery = role('delivery');
  const ofReleases: readonly WorkloadCall[] = [
    { identity: delivery, ...call('read content as a release', 's3:GetObject', `${bucket('content')}/x`) },
    { identity: delivery, ...call('write content as a release', 's3:PutObject', `${bucket('content')}/x`) },
    { identity: delivery, ...call('write software as a release', 's3:PutObject', `${bucket('packages')}/software/x`) },
  ];
  const ofEach = teamNames.flatMap((team) => everywhere.map((one) => ({ ...one, identity: role(team) })));
  return [...ofEach, ...ofReleases];
}
