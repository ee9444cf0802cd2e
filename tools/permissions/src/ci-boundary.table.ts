import type { Caller, Statement } from '@malinshopper/testing';
import { called, guardedCalls } from '@malinshopper/policy/forbidden';
import type { NeededCall } from './calls';
import { any, decided, neededCalls } from './decisions';
import { accessOf, everyRole } from './roles';
import { inAnotherName, inAnotherRegion } from './variants';

/** As if the role had all permissions by mistake. */
const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];
const roles = everyRole
  .filter(({ account, purpose }) => account.name === 'production' && purpose === 'deploy')
  .map((who) => ({ name: called(who), who }));

describe.each(roles)('the boundary of $name, if the role were allowed everything,', ({ who }) => {
  const caller: Caller = { ...accessOf(who.account).ci(who.team, who.purpose), statements: everything };
  const boundary = caller.boundary!;
  const guarded = guardedCalls(who);
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  test('would deny the forbidden calls', async () => {
    await expect(decided(who, guarded, caller, true)).resolves.toEqual([]);
  });

  test("would deny calls on resources with another team's tag, calls that set such a tag, and calls in other regions", async () => {
    const isUntagged = ({ what }: { readonly what: string }) => what.includes('no team');
    const calls = needed.flatMap((call) => [
      ...inAnotherName(call, who.team).filter((one) => !isUntagged(one)),
      ...inAnotherRegion(call, who.account.region),
    ]);
    // The role can make some of them on other teams' resources: its own policies restrict those, see
    // ci-roles.mutations.table.ts.
    const exceptions = boundary.flatMap(({ NotAction = [] }) => NotAction);
    const bounded = calls.filter((call) => !exceptions.includes(call.action) || call.what.includes('in us-west-2'));
    await expect(decided(who, bounded, caller, true)).resolves.toEqual([]);
  });

  test('denies no needed call', async () => {
    await expect(decided(who, needed, caller, false)).resolves.toEqual([]);
  });

  test.each(boundary)('would fail without its statement $Sid', async (statement) => {
    const without = { ...caller, boundary: boundary.filter((one) => one !== statement) };
    const calls = statement.Effect === 'Deny' ? guarded : needed;
    await expect(any(who, calls, without, statement.Effect === 'Deny')).resolves.toBe(true);
  });
});
