import { roles, variantOf } from '@malinshopper/environments';
import { isAllowed, type Call, type Statement } from '@malinshopper/testing';
import { callerOf, statementsOf } from '../testing/caller';
import { forbiddenCalls } from '../testing/forbidden-calls';
import { neededCalls } from '../testing/needed-calls';
import { Synthesized, synthesized } from '../testing/synthesized';

const list = (value: string | readonly string[] = []) => [value].flat();
const production = synthesized('production');
const branch = synthesized('feature/checkout');
const events = new Synthesized(variantOf(branch.environment, { content: { distribution: 'events' } }));
const cases = [
  ...roles.map((role) => ({ place: 'production', stack: production, role })),
  ...roles.map((role) => ({ place: 'a branch', stack: branch, role })),
  // For workers it makes no difference.
  { place: 'an environment with content distributed by events', stack: events, role: 'web' as const },
];

describe.each(cases)('an instance of $role in $place', ({ stack, role }) => {
  const caller = callerOf(stack, role);
  const { statements } = caller;
  const needed = neededCalls(role, stack.environment);
  const forbidden = forbiddenCalls(role, stack.environment);

  /**
   * The calls of a statement's actions with a given decision, after other statements replace it. Other calls cannot be
   * affected.
   */
  const changed = async (decision: boolean, calls: readonly Call[], statement: Statement, ...instead: Statement[]) => {
    const other = { ...caller, statements: [...statements.filter((one) => one !== statement), ...instead] };
    const concerned = calls.filter(({ action }) => list(statement.Action).includes(action));
    const decisions = await Promise.all(concerned.map((call) => isAllowed(call, other)));
    return concerned.filter((_, index) => decisions[index] === decision);
  };
  const missed = (statement: Statement, ...instead: Statement[]) => changed(false, needed, statement, ...instead);

  test.each(needed)('can $what', async (call) => {
    await expect(isAllowed(call, caller)).resolves.toBe(true);
  });

  test.each(forbidden)('cannot $what', async (call) => {
    await expect(isAllowed(call, caller)).resolves.toBe(false);
  });

  test.each(statements)('needs the statement $Sid', async (statement) => {
    await expect(missed(statement)).resolves.not.toEqual([]);
  });

  const actions = statements.flatMap((statement) => list(statement.Action).map((action) => ({ statement, action })));
  test.each(actions)('needs $action in $statement.Sid, and no wildcard', async ({ statement, action }) => {
    expect(action).not.toMatch(/[*?]/);
    const Action = list(statement.Action).filter((one) => one !== action);
    await expect(missed(statement, ...(Action.length > 0 ? [{ ...statement, Action }] : []))).resolves.not.toEqual([]);
  });

  const shared = statements.filter(({ Resource }) => list(Resource).length > 1);
  const resources = shared.flatMap((statement) =>
    list(statement.Resource).map((resource) => ({ statement, resource })),
  );
  test.each(resources)('needs $resource in $statement.Sid', async ({ statement, resource }) => {
    const Resource = list(statement.Resource).filter((one) => one !== resource);
    await expect(missed(statement, { ...statement, Resource })).resolves.not.toEqual([]);
  });

  test.each(statements.filter(({ Condition }) => Condition))('needs the condition of $Sid', async (statement) => {
    const open = { ...statement, Condition: undefined };
    delete open.Condition;
    await expect(changed(true, forbidden, statement, open)).resolves.not.toEqual([]);
  });

  test('is tested with at least 25 needed and 25 forbidden calls', () => {
    expect(needed.length).toBeGreaterThanOrEqual(25);
    expect(forbidden.length).toBeGreaterThanOrEqual(25);
  });
});

describe('the simulator of a test', () => {
  test('throws when a policy refers to an unknown address', () => {
    const other = Object.create(production, {
      all: {
        value: (type: string) =>
          JSON.parse(JSON.stringify(production.all(type)).replaceAll('contentBucketArn', 'other')),
      },
    }) as Synthesized;
    expect(() => statementsOf(other, 'web')).toThrow(
      'The policies of web in production refer to ${data.terraform_remote_state.data.outputs.other}, and the simulator knows ' +
        'no address for it. Add it to addresses() in apps/compute/src/testing/addresses.ts.',
    );
  });
});
