import { servicesOf } from './grants';
import type { Permissions, Scope } from './scope';
import type { Statement } from './statement';

/**
 * The resource policies of CloudWatch Logs belong to the account and support no resource-level permissions: a role that
 * can delete one policy can delete all. In production only an administrator deletes a policy. In other environments,
 * the `destroy` of a team deletes it.
 */
export const logPolicies = 'logs:DeleteResourcePolicy';

/**
 * Denies all actions on resources with another team's tag, except the actions `onOthers`. It also denies the creation of
 * resources with another team's tag.
 */
export function teamsOnly({ team }: Scope, actions: readonly string[], onOthers: readonly string[]): Statement[] {
  // Each condition also requires the key by `Null`, because a negated operator matches when the key is missing.
  const another = (key: string) => ({ StringNotEquals: { [key]: team }, Null: { [key]: 'false' } });
  return [
    {
      Sid: 'NothingOfAnotherTeam',
      Effect: 'Deny',
      ...(onOthers.length > 0 ? { NotAction: onOthers } : { Action: '*' }),
      Resource: '*',
      Condition: another('aws:ResourceTag/Team'),
    },
    {
      Sid: 'NothingInAnotherName',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: another('aws:RequestTag/Team'),
    },
    {
      Sid: 'TheTagStays',
      Effect: 'Deny',
      Action: [...new Set(actions)].filter((action) => /:(Untag|RemoveTags|DeleteTags)/.test(action)).sort(),
      Resource: '*',
      Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'Team' } },
    },
  ];
}

/** Denies rules in security groups of other teams, except in groups with the tag `OpenedBy` of this team. */
export function onlyOpened({ account, team }: Scope, { ways = [] }: Permissions): Statement[] {
  if (ways.length === 0) return [];
  return [
    {
      Sid: 'OnlyWaysThatAreOpened',
      Effect: 'Deny',
      Action: ways,
      Resource: `arn:aws:ec2:*:${account.id}:security-group/*`,
      Condition: { StringNotEquals: { 'aws:ResourceTag/Team': team, 'aws:ResourceTag/OpenedBy': team } },
    },
  ];
}

/**
 * DeleteTags without keys removes all tags, including the tag of the team (EC2 API reference, DeleteTags). Therefore
 * the call must name the keys.
 */
export function tagsAreNamed(actions: readonly string[]): Statement[] {
  if (!servicesOf(actions).includes('ec2')) return [];
  return [
    {
      Sid: 'TagsAreNamed',
      Effect: 'Deny',
      Action: 'ec2:DeleteTags',
      Resource: '*',
      Condition: { Null: { 'aws:TagKeys': 'true' } },
    },
  ];
}
