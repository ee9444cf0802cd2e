import type { Caller, Statement } from '@malinshopper/testing';
import { called, guardedCalls } from '@malinshopper/policy/forbidden';
import type { NeededCall } from './calls';
import { any, decided, neededCalls } from './judging';
import { accessOf, everyRole } from './roles';
import { inAnotherName, inAnotherRegion } from './variants';

/** As if somebody had given the role everything by mistake. */
const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];
const roles = everyRole
  .filter(({ account, purpose }) => account.name === 'production' && purpose === 'deploy')
  .map((who) => ({ name: called(who), who }));

describe.each(roles)('the boundary of $name, were the role allowed everything,', ({ who }) => {
  const caller: Caller = { ...accessOf(who.account).ci(who.team, who.purpose), statements: everything };
  const boundary = caller.boundary!;
  const guarded = guardedCalls(who);
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  test('would not let it do what it must not', async () => {
    await expect(decided(who, guarded, caller, true)).resolves.toEqual([]);
  });

  test("would keep it from what carries another team's tag, from such a name, and from other regions", async () => {
    const isNobodys = ({ what }: { readonly what: string }) => what.includes("nobody's");
    const calls = needed.flatMap((call) => [
      ...inAnotherName(call, who.team).filter((one) => !isNobodys(one)),
      ...inAnotherRegion(call, who.account.region),
    ]);
    // Some it may do to others' too: those are bounded by its own policies, see ci-roles.mutations.table.ts.
    const exceptions = boundary.flatMap(({ NotAction = [] }) => NotAction);
    const bounded = calls.filter((call) => !exceptions.includes(call.action) || call.what.includes('in us-west-2'));
    await expect(decided(who, bounded, caller, true)).resolves.toEqual([]);
  });

  test('takes away nothing that it needs', async () => {
    await expect(decided(who, needed, caller, false)).resolves.toEqual([]);
  });

  test.each(boundary)('would fail without its statement $Sid', async (statement) => {
    const without = { ...caller, boundary: boundary.filter((one) => one !== statement) };
    const calls = statement.Effect === 'Deny' ? guarded : needed;
    await expect(any(who, calls, without, statement.Effect === 'Deny')).resolves.toBe(true);
  });
});
