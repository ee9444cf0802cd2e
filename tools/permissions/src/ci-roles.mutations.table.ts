import type { Call, Caller, Statement } from '@malinshopper/testing';
import type { NeededCall } from './calls';
import { called, forbiddenCalls } from '@malinshopper/policy/forbidden';
import { any, decided, neededCalls } from './judging';
import { accessOf, everyRole } from './roles';
import { inAnotherName, inAnotherRegion } from './variants';

const allows = ({ Effect }: Statement) => Effect === 'Allow';
const list = (value: string | readonly string[] = []) => [value].flat();
/** In one account: the other's roles differ from these only in what is left out. */
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

  test("does none of what it needs to what is another team's, or nobody's, and makes nothing in such a name", async () => {
    const calls = needed.flatMap((call) => inAnotherName(call, who.team));
    expect(calls.length).toBeGreaterThan(0);
    await expect(decided(who, calls, caller, true)).resolves.toEqual([]);
  });

  test('does none of what it needs in another region', async () => {
    const calls = needed.flatMap((call) => inAnotherRegion(call, who.account.region));
    expect(calls.length).toBeGreaterThan(0);
    await expect(decided(who, calls, caller, true)).resolves.toEqual([]);
  });

  test.each(statements.filter(allows))('could not do something without its statement $Sid', async (statement) => {
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

  test('could do what it must not without any one resource of the statements that refuse', async () => {
    for (const statement of statements.filter((one) => !allows(one))) {
      for (const resource of list(statement.Resource)) {
        const Resource = list(statement.Resource).filter((one) => one !== resource);
        const wide = instead(statement, ...(Resource.length > 0 ? [{ ...statement, Resource }] : []));
        expect([resource, await any(who, forbidden, wide, true)]).toEqual([resource, true]);
      }
    }
  });

  // Without the boundary, which refuses much of it once more.
  test('could do what it must not without the condition of any of its statements', async () => {
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
