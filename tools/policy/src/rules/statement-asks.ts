import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { inPolicy, type Change, type Changeable } from '../testing/mutation';
import { custom, type Ask } from './ask';
import { foreignPrincipalsIn, type ForeignPrincipal } from './access/foreign-principals';
import { inWords, some } from './in-words';

/** A function that returns statements of a policy, such as `statementsOf` or `trustOf`. */
type StatementsOf = (resource: Resource, world: World) => readonly Statement[];

/** No statement has a fault. The finding names the statement before the fault. */
export const noStatement = (
  of: StatementsOf,
  fault: (statement: Statement, world: World, resource: Resource) => string | false | undefined,
  breaks: Parameters<typeof custom>[1],
): Ask =>
  custom((resource, world) => {
    for (const statement of of(resource, world)) {
      const found = fault(statement, world, resource);
      if (found) return `${inWords(statement)} ${found}`;
    }
    return undefined;
  }, breaks);

/**
 * A break of statements, selected by their index, their Sid or a test. `by` contains their new attributes (undefined
 * deletes one), or changes them.
 */
export const inStatement = (
  which: number | string | ((statement: Changeable) => boolean),
  by: object | ((statement: Changeable) => void),
  attribute = 'policy',
) =>
  inPolicy((statements) => {
    const isMeant = typeof which === 'function' ? which : ({ Sid }: { Sid: string }) => Sid === which;
    for (const statement of typeof which === 'number' ? [statements.at(which)] : statements.filter(isMeant)) {
      if (typeof by === 'function') by(statement);
      else Object.assign(statement, by);
    }
  }, attribute);

/** A break of the first statement of a trust policy. */
export const inTrust = (by: Parameters<typeof inStatement>[1]) => inStatement(0, by, 'assume_role_policy');

/** A break that adds an Allow statement. */
export const allowing = (statement: object) =>
  inPolicy((all) => all.push({ Sid: 'More', Effect: 'Allow', Resource: '*', ...statement }));

/** A statement that a break adds: an action on every resource, or the statement itself. */
export type Added = string | object;

/** Breaks that each add a statement. */
export const adding = (...more: readonly Added[]): Readonly<Record<string, Change>> =>
  Object.fromEntries(
    more.map((each) => {
      const statement = typeof each === 'string' ? { Action: each, Resource: '*' } : each;
      const what = typeof each === 'string' ? each : JSON.stringify(each);
      return [`${what} is allowed`, inPolicy((all) => all.push({ Sid: 'More', Effect: 'Allow', ...statement }))];
    }),
  );

/** Roles for the breaks: of an app for a service, of CI, of people, and of releases. */
export const roles = {
  app: { type: 'aws_iam_role', path: 'delivery/deployer/Resource' },
  ci: { type: 'aws_iam_role', path: 'network/deploy/Resource' },
  people: { type: 'aws_iam_role', path: 'break-glass/role' },
  release: { type: 'aws_iam_role', path: 'delivery/release/Resource' },
} as const;

/** No statement allows a kind of foreign principal, as `foreignPrincipalsIn` computes them. */
export const noForeignPrincipals = (
  of: StatementsOf,
  kinds: readonly ForeignPrincipal['kind'][],
  breaks: Parameters<typeof custom>[1],
): Ask =>
  noStatement(
    of,
    (statement, world, resource) => {
      const found = foreignPrincipalsIn(statement, resource, world).filter(({ kind }) => kinds.includes(kind));
      return found.length > 0 && `allows ${some(found.map(({ who }) => who))}`;
    },
    breaks,
  );

/** No statement allows the public, or principals that no rule can identify. */
export const notPublic = (of: StatementsOf, breaks: Parameters<typeof custom>[1]): Ask =>
  noForeignPrincipals(of, ['public', 'unread'], breaks);

/** No statement allows another account. */
export const ownAccountOnly = (of: StatementsOf, attribute?: string) =>
  noForeignPrincipals(of, ['account', 'public'], {
    'another account is allowed': inStatement(0, { Principal: { AWS: 'arn:aws:iam::999999999999:root' } }, attribute),
    'all accounts but one are allowed': inStatement(
      0,
      { Principal: undefined, NotPrincipal: { AWS: '999999999999' } },
      attribute,
    ),
  });

/** Statements allow services only on behalf of this account. */
export const onBehalfOfOwnAccount = (of: StatementsOf, attribute?: string) =>
  noForeignPrincipals(of, ['unsourced'], {
    'a service is allowed on behalf of every account': inStatement(0, { Condition: undefined }, attribute),
    'a service is allowed on behalf of another account': inStatement(
      0,
      { Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } },
      attribute,
    ),
  });
