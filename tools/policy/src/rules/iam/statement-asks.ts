import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { inPolicy, type Changeable } from '../../testing/mutation';
import { custom, type Ask } from '../ask';
import { inWords } from './in-words';

type Breaks = Parameters<typeof custom>[1];

/** No statement has a fault. The finding names the statement before the fault. */
export const noStatement = (
  of: (resource: Resource, world: World) => readonly Statement[],
  fault: (statement: Statement, world: World, resource: Resource) => string | false | undefined,
  breaks: Breaks,
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

/** A break: one more statement that allows something, on everything if the rest does not name resources. */
export const allowing = (Action: string | readonly string[], more: object = { Resource: '*' }) =>
  inPolicy((statements) => statements.push({ Sid: 'More', Effect: 'Allow', Action, ...more }));
