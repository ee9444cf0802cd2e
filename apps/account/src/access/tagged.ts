import { servicesOf, type Grants } from './grants';
import { allOf, isOf, type Scope } from './scope';
import type { Statement } from './statement';

const arnsOf = (services: readonly string[], scope: Scope) => services.map((service) => allOf(service, scope));

const statement = (Sid: string, Action: readonly string[], rest: Pick<Statement, 'Resource' | 'Condition'>) =>
  Action.length === 0 ? [] : [{ Sid, Action, ...rest }];

/**
 * The read permissions of an app. Tags do not restrict reads here: the boundary denies resources with another team's
 * tag.
 */
export function looking({ list, read }: Grants, scope: Scope): Statement[] {
  return [
    ...statement('List', list, { Resource: '*' }),
    ...statement('Read', read, { Resource: arnsOf(servicesOf(read), scope) }),
  ];
}

/**
 * The write permissions of an app: new resources must get the team's tag, and changed resources must have it already.
 */
export function changing({ create, createUnnamed, change, set }: Grants, scope: Scope): Statement[] {
  const asOwn = { StringEquals: { 'aws:RequestTag/Team': scope.team } };
  return [
    ...statement('Create', create, { Resource: arnsOf(servicesOf(create), scope), Condition: asOwn }),
    ...statement('CreateUnnamed', createUnnamed, { Resource: '*', Condition: asOwn }),
    ...statement('Change', change, { Resource: arnsOf(servicesOf(change), scope), Condition: isOf(scope.team) }),
    ...statement('Set', set, { Resource: '*' }),
  ];
}
