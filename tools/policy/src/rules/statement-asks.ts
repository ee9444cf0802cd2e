import { statementsOf, type Statement, type World } from '@malinshopper/synthesized';
import { inPolicy } from '../testing/mutation';
import { custom, type Ask } from './ask';

/** No statement of the policy is like this. `is` explains the one that is. */
export const noStatement = (
  isWrong: (statement: Statement, world: World) => boolean,
  is: (statement: Statement) => string,
  breaks: Parameters<typeof custom>[1],
): Ask =>
  custom((policy, world) => {
    const found = statementsOf(policy, world).find((statement) => isWrong(statement, world));
    return found && `statement ${found.sid} ${is(found)}`;
  }, breaks);

/** Adds a statement to a policy, which allows something. */
export const allowing = (statement: Readonly<Record<string, unknown>>) =>
  inPolicy((statements) => statements.push({ Effect: 'Allow', Resource: '*', ...statement }));
