import { servicesOf } from './grants';
import type { Permissions, Scope } from './scope';
import type { Statement } from './statement';

/**
 * The resource policies of CloudWatch Logs belong to the account and support no resource-level permissions: a role that
 * can delete one can delete all. In production only an administrator deletes one; elsewhere a team's destroy does.
 */
export const logPolicies = 'logs:DeleteResourcePolicy';

/**
 * Denies all actions on resources with another team's tag, except the actions `onOthers`. It also denies the creation of
 * resources with another team's tag.
 */
export function teamsOnly({ team }: Scope, actions: readonly string[], onOthers: readonly string[]): Statement[] {
  // Each with a `Null` condition: a negated operator matches when the key is missing.
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

/** Restricts rules of other teams' security groups to the groups that are open to this team. */
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
 * Without keys, DeleteTags removes all tags, the team's included (EC2 API reference, DeleteTags). So the call must name
 * the keys.
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
