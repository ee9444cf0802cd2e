import { endpointOf } from '@malinshopper/aws-facts';
import type { Account, AppName } from '@malinshopper/environments';
import type { Statement } from '../statement';

/**
 * The ARN of a resource of a service in the account, in any region: `everywhere` restricts the regions for all
 * statements.
 */
export const arnIn = ({ id }: Account, service: string, resource: string) => `arn:aws:${service}:*:${id}:${resource}`;

/** The objects (or the bucket itself) of a purpose, in the buckets of all environments. */
export const objects = ({ id }: Account, purpose: string, path = '/*') =>
  `arn:aws:s3:::malinshopper-*-${purpose}-${id}${path}`;

/** The roles of an app, by the suffix of their names. Path and name cannot change (IAM API reference, UpdateRole). */
export const roles = ({ id }: Account, app: AppName, end = '') => `arn:aws:iam::${id}:role/${app}/*${end}`;

/** The identities that release: a role of GitHub jobs, and the user of continuousphp. */
export const releasers = (account: Account) => [
  roles(account, 'delivery', '-release'),
  `arn:aws:iam::${account.id}:user/delivery/*-continuousphp`,
];

/** The condition that services use a key on behalf of the caller. */
export function through(...services: readonly string[]) {
  const names = services.map((service) => endpointOf(service, '*'));
  return { StringLike: { 'kms:ViaService': names.length === 1 ? names[0]! : names } };
}

/** The team tag of the resource of a call. */
export const ofResource = 'aws:ResourceTag/Team';

/**
 * The condition that the name of the calling role has a suffix, in a boundary that is `onlyFor` the roles of one app.
 * It is shorter than the role's ARN.
 */
export const named = (ends: string | readonly string[]) => ({
  StringLike: { 'aws:PrincipalArn': typeof ends === 'string' ? `*${ends}` : ends.map((end) => `*${end}`) },
});

/** A statement that allows some roles or users some actions. */
export const lets = (
  Sid: string,
  who: string | readonly string[],
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition: Statement['Condition'] = {},
): Statement => ({ Sid, Action, Resource, Condition: { ArnLike: { 'aws:PrincipalArn': who }, ...Condition } });

/** Denies everything to any other role with this boundary. */
export const onlyFor = (who: string | readonly string[]): Statement => ({
  Sid: 'NobodyElse',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { ArnNotLike: { 'aws:PrincipalArn': who } },
});
