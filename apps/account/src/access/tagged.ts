import { servicesOf, type Grants } from './grants';
import { allOf, isOf, type Scope } from './scope';
import type { Statement } from './statement';

const arnsOf = (services: readonly string[], scope: Scope) => services.map((service) => allOf(service, scope));

const statement = (Sid: string, Action: readonly string[], rest: Pick<Statement, 'Resource' | 'Condition'>) =>
  Action.length === 0 ? [] : [{ Sid, Action, ...rest }];

/** What an app looks at. Reading is not bounded by tags here: the boundary refuses what carries another team's. */
export function looking({ list, read }: Grants, scope: Scope): Statement[] {
  return [
    ...statement('List', list, { Resource: '*' }),
    ...statement('Read', read, { Resource: arnsOf(servicesOf(read), scope) }),
  ];
}

/** What an app changes: what is made has to be tagged as the team's, and what is changed has to be so already. */
export function changing({ create, createUnnamed, change, set }: Grants, scope: Scope): Statement[] {
  const asOwn = { StringEquals: { 'aws:RequestTag/Team': scope.team } };
  return [
    ...statement('Create', create, { Resource: arnsOf(servicesOf(create), scope), Condition: asOwn }),
    ...statement('CreateUnnamed', createUnnamed, { Resource: '*', Condition: asOwn }),
    ...statement('Change', change, { Resource: arnsOf(servicesOf(change), scope), Condition: isOf(scope.team) }),
    ...statement('Set', set, { Resource: '*' }),
  ];
}
