import type { Account } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Scope } from './scope';
import type { Statement } from './statement';

/** Where the trail writes, and nobody else. */
const trailBucket = ({ id }: Account) => {
  const bucket = `arn:aws:s3:::${resourceName('bucket', 'malinshopper', 'account', 'trail', id)}`;
  return [bucket, `${bucket}/*`];
};

/** What says who did what, and that somebody has come in for an emergency: the trail, and the alarm of break-glass. */
function watchers(account: Account): string[] {
  const { id } = account;
  const arn = (service: string, resource: string) => `arn:aws:${service}:*:${id}:${resource}`;
  const alarm = resourceName('topic', account.name, 'break-glass');
  return [
    // Each that there is: nobody in CI has made one.
    arn('cloudtrail', '*'),
    ...trailBucket(account),
    arn('logs', 'log-group:/malinshopper/account/trail*'),
    `arn:aws:iam::${id}:role/account/${resourceName('role', 'account', 'trail')}`,
    // In both regions, the rules and the topics that they tell.
    arn('events', `rule/${alarm}*`),
    arn('sns', `${alarm}*`),
    ...keysOf(account).map((alias) => arn('kms', alias)),
  ];
}

/** What those encrypt with, by the names of the keys. */
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
 * What watches stays as it is, whatever a role's policies come to say: whoever wanted to hide something would begin with that.
 * The platform team looks at it, an administrator changes it. It is refused by what is not allowed, not by what is: AWS has many
 * ways to leave an event out. Of all this the other teams' tags tell only what carries one, and a bucket does not.
 */
export function watchStays({ account, team }: Pick<Scope, 'account' | 'team'>): Statement[] {
  if (team !== 'platform') {
    return [{ Sid: 'TrailStays', Effect: 'Deny', Action: 's3:*', Resource: trailBucket(account) }];
  }
  return [
    { Sid: 'WatchStays', Effect: 'Deny', NotAction: looking, Resource: watchers(account) },
    {
      // A key has no name but its aliases, which are among the watchers (KMS developer guide, `kms:ResourceAliases`).
      Sid: 'KeysOfTheWatchStay',
      Effect: 'Deny',
      NotAction: looking.filter((action) => action.startsWith('kms:')),
      Resource: `arn:aws:kms:*:${account.id}:key/*`,
      Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': keysOf(account) } },
    },
  ];
}
