import type { Call, Caller, Statement } from '@malinshopper/testing';
import type { NeededCall } from './calls';
import { called, forbiddenCalls } from '@malinshopper/policy/forbidden';
import { any, decided, neededCalls } from './decisions';
import { accessOf, everyRole } from './roles';
import { inAnotherName, inAnotherRegion } from './variants';

const allows = ({ Effect }: Statement) => Effect === 'Allow';
const list = (value: string | readonly string[] = []) => [value].flat();
/** In one account: the other account's roles differ only by fewer permissions. */
const roles = everyRole
  .filter(({ account }) => account.name === 'nonproduction')
  .map((who) => ({ name: called(who), who }));

describe.each(roles)('the role $name', ({ who }) => {
  const caller = accessOf(who.account).ci(who.team, who.purpose);
  const { statements } = caller;
  const forbidden = forbiddenCalls(who);
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  const about = (calls: readonly Call[], { Action }: Statement) =>
    calls.filter(({ action }) => list(Action).includes(action));
  const instead = (statement: Statement, ...others: Statement[]): Caller => ({
    ...caller,
    statements: [...statements.filter((one) => one !== statement), ...others],
  });

  test('cannot make its calls on resources of another team or without a tag, and cannot create resources with such a tag', async () => {
    const calls = needed.flatMap((call) => inAnotherName(call, who.team));
    expect(calls.length).toBeGreaterThan(0);
    await expect(decided(who, calls, caller, true)).resolves.toEqual([]);
  });

  test('cannot make its calls in another region', async () => {
    const calls = needed.flatMap((call) => inAnotherRegion(call, who.account.region));
    expect(calls.length).toBeGreaterThan(0);
    await expect(decided(who, calls, caller, true)).resolves.toEqual([]);
  });

  test.each(statements.filter(allows))('could not make a needed call without its statement $Sid', async (statement) => {
    await expect(any(who, about(needed, statement), instead(statement), false)).resolves.toBe(true);
  });

  test.each(statements.filter(allows))(
    'needs each action of its statement $Sid, and none is a pattern',
    async (statement) => {
      for (const action of list(statement.Action)) {
        expect(action).not.toMatch(/[*?]/);
        const Action = list(statement.Action).filter((one) => one !== action);
        const fewer = instead(statement, ...(Action.length > 0 ? [{ ...statement, Action }] : []));
        const calls = needed.filter((call) => call.action === action);
        expect([action, await any(who, calls, fewer, false)]).toEqual([action, true]);
      }
    },
  );

  test('could make a forbidden call without any one resource of its deny statements', async () => {
    for (const statement of statements.filter((one) => !allows(one))) {
      for (const resource of list(statement.Resource)) {
        const Resource = list(statement.Resource).filter((one) => one !== resource);
        const wide = instead(statement, ...(Resource.length > 0 ? [{ ...statement, Resource }] : []));
        expect([resource, await any(who, forbidden, wide, true)]).toEqual([resource, true]);
      }
    }
  });

  // The boundary is left out here, because it also denies many of these calls.
  test('could make a forbidden call without the condition of any of its statements', async () => {
    const others = needed.flatMap((call) => inAnotherName(call, who.team));
    for (const { Condition, ...open } of statements) {
      if (Condition === undefined) continue;
      const statement = statements.find(({ Sid }) => Sid === open.Sid)!;
      const wide = { ...instead(statement, open), boundary: undefined };
      const opened = await any(who, about([...forbidden, ...others], statement), wide, true);
      expect([open.Sid, opened]).toEqual([open.Sid, true]);
    }
  });
});
