import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { inPolicy, type Change, type Changeable } from '../../testing/mutation';
import { custom, type Ask } from '../ask';
import { inWords } from './in-words';

/** No statement has a fault. The finding names the statement before the fault. */
export const noStatement = (
  of: (resource: Resource, world: World) => readonly Statement[],
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

/** A break of statements: by their index, their Sid or a test. `by` is their new attributes (undefined deletes), or changes them. */
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

/** A statement that a break adds: an action on everything, or the statement. */
export type Added = string | object;

/** Breaks that add a statement each. */
export const adding = (...more: readonly Added[]): Readonly<Record<string, Change>> =>
  Object.fromEntries(
    more.map((each) => {
      const statement = typeof each === 'string' ? { Action: each, Resource: '*' } : each;
      const what = typeof each === 'string' ? each : JSON.stringify(each);
      return [`${what} is allowed`, inPolicy((all) => all.push({ Sid: 'More', Effect: 'Allow', ...statement }))];
    }),
  );

/** Roles that the breaks are tried on: of an app for a service, of CI, of people, and of releases. */
export const roles = {
  app: { type: 'aws_iam_role', path: 'delivery/deployer/Resource' },
  ci: { type: 'aws_iam_role', path: 'network/deploy/Resource' },
  people: { type: 'aws_iam_role', path: 'break-glass/role' },
  release: { type: 'aws_iam_role', path: 'delivery/release/Resource' },
} as const;
