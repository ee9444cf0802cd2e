import { servicesOf } from './grants';
import type { Permissions, Scope } from './scope';
import type { Statement } from './statement';

/**
 * The resource policies of CloudWatch Logs are the account's, and AWS knows no resources for them: who may delete one may delete all. In
 * production an administrator does it; elsewhere it goes with what a team destroys.
 */
export const logPolicies = 'logs:DeleteResourcePolicy';

/** Resources: none that carries another team's tag, but for what is said; none in another team's name. */
export function teamsOnly({ team }: Scope, actions: readonly string[], onOthers: readonly string[]): Statement[] {
  // Each with a `Null`: to an operator with `Not`, a key that is missing is unequal.
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

/** Rules of another team's security groups: of those only that this team may open. */
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

/** Without keys it takes all tags off, the team's too (EC2 API reference, DeleteTags). Of others the keys have to be said. */
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
