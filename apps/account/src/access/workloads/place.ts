import { endpointOf } from '@malinshopper/aws-facts';
import type { Account, AppName } from '@malinshopper/environments';
import type { Statement } from '../statement';

/** The address of a resource of a service in the account. Which regions, `everywhere` says, once for all. */
export const arnIn = ({ id }: Account, service: string, resource: string) => `arn:aws:${service}:*:${id}:${resource}`;

/** Objects, or the bucket itself, of a purpose: in the buckets of all environments. */
export const objects = ({ id }: Account, purpose: string, path = '/*') =>
  `arn:aws:s3:::malinshopper-*-${purpose}-${id}${path}`;

/** Roles of an app, by the end of their names. Path and name cannot change (IAM API reference, UpdateRole). */
export const roles = ({ id }: Account, app: AppName, end = '') => `arn:aws:iam::${id}:role/${app}/*${end}`;

/** Who releases: a role of jobs on GitHub, and the user of continuousphp. */
export const releasers = (account: Account) => [
  roles(account, 'delivery', '-release'),
  `arn:aws:iam::${account.id}:user/delivery/*-continuousphp`,
];

/** The condition that services use a key for the caller. */
export function through(...services: readonly string[]) {
  const names = services.map((service) => endpointOf(service, '*'));
  return { StringLike: { 'kms:ViaService': names.length === 1 ? names[0]! : names } };
}

/** The tag of the resource that a call is about. */
export const ofResource = 'aws:ResourceTag/Team';

/** The condition that the name of the role that calls ends so, in a boundary that is `onlyFor` the roles of one app: shorter than with its address. */
export const named = (ends: string | readonly string[]) => ({
  StringLike: { 'aws:PrincipalArn': typeof ends === 'string' ? `*${ends}` : ends.map((end) => `*${end}`) },
});

/** A statement that lets some roles or users do something. */
export const lets = (
  Sid: string,
  who: string | readonly string[],
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition: Statement['Condition'] = {},
): Statement => ({ Sid, Action, Resource, Condition: { ArnLike: { 'aws:PrincipalArn': who }, ...Condition } });

/** Any other role that has this boundary can do nothing by it. */
export const onlyFor = (who: string | readonly string[]): Statement => ({
  Sid: 'NobodyElse',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { ArnNotLike: { 'aws:PrincipalArn': who } },
});
