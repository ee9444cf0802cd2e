import type { Account } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Scope } from './scope';
import type { Statement } from './statement';

/** The bucket of the trail, to which only CloudTrail writes. */
const trailBucket = ({ id }: Account) => {
  const bucket = `arn:aws:s3:::${resourceName('bucket', 'malinshopper', 'account', 'trail', id)}`;
  return [bucket, `${bucket}/*`];
};

/** The audit resources: the trail, and the alarm of break-glass. */
function watchers(account: Account): string[] {
  const { id } = account;
  const arn = (service: string, resource: string) => `arn:aws:${service}:*:${id}:${resource}`;
  const alarm = resourceName('topic', account.name, 'break-glass');
  return [
    // All trails: CI has created none of them.
    arn('cloudtrail', '*'),
    ...trailBucket(account),
    arn('logs', 'log-group:/malinshopper/account/trail*'),
    `arn:aws:iam::${id}:role/account/${resourceName('role', 'account', 'trail')}`,
    // The rules and their topics, in all regions.
    arn('events', `rule/${alarm}*`),
    arn('sns', `${alarm}*`),
    ...keysOf(account).map((alias) => arn('kms', alias)),
  ];
}

/** The keys of the audit resources, by their aliases. */
const keysOf = ({ name }: Account) =>
  [
    resourceName('keyAlias', 'malinshopper', 'account', 'trail'),
    resourceName('keyAlias', 'malinshopper', 'account', 'logs'),
    `${resourceName('keyAlias', 'malinshopper', name, 'break-glass')}*`,
  ].map((alias) => `alias/${alias}`);

const looking = [
  ...['cloudtrail', 'events', 'kms', 'logs'].map((service) => `${service}:Describe*`),
  ...['cloudtrail', 'events', 'iam', 'kms', 'logs', 's3', 'sns'].flatMap((service) => [
    `${service}:Get*`,
    `${service}:List*`,
  ]),
];

/**
 * Denies changes of the audit resources even if a role's policies allow them, because an attacker would begin there.
 * The platform team only reads them, and an administrator changes them. The statement denies with NotAction, as an
 * allowlist, because AWS has many ways to suppress events. The team tags protect these resources from the other teams,
 * except for the trail's bucket, because S3 identifies buckets by name, not by tag.
 */
export function protectAudit({ account, team }: Pick<Scope, 'account' | 'team'>): Statement[] {
  if (team !== 'platform') {
    return [{ Sid: 'TrailStays', Effect: 'Deny', Action: 's3:*', Resource: trailBucket(account) }];
  }
  return [
    { Sid: 'WatchStays', Effect: 'Deny', NotAction: looking, Resource: watchers(account) },
    {
      // KMS identifies a key only by its aliases, which are among the audit resources (KMS developer guide,
      // `kms:ResourceAliases`).
      Sid: 'KeysOfTheWatchStay',
      Effect: 'Deny',
      NotAction: looking.filter((action) => action.startsWith('kms:')),
      Resource: `arn:aws:kms:*:${account.id}:key/*`,
      Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': keysOf(account) } },
    },
  ];
}
