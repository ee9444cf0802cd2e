import { purposes, teamNames } from '@malinshopper/environments';
import type { NeededCall } from './calls';
import { called } from '@malinshopper/policy/forbidden';
import { decided, neededCalls } from './decisions';
import { accessOf, elsewhere } from './roles';
import { inAnotherRegion } from './variants';

const { account, region } = elsewhere;
const roles = teamNames
  .flatMap((team) => purposes.map((purpose) => ({ account, team, purpose })))
  .map((who) => ({ name: called(who), who }));

describe.each(roles)('of an account with two regions the role $name', ({ who }) => {
  const caller = accessOf(account).ci(who.team, who.purpose);
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  test('can make all calls of Terraform for an environment in the second one', async () => {
    expect(needed.filter(({ context }) => context?.['aws:RequestedRegion'] === region).length).toBeGreaterThan(0);
    await expect(decided(who, needed, caller, false)).resolves.toEqual([]);
  });

  test('cannot make them in a third one', async () => {
    const madeIn = (one: string) => needed.filter(({ context }) => context?.['aws:RequestedRegion'] === one);
    const calls = account.regions.flatMap((one) => madeIn(one).flatMap((call) => inAnotherRegion(call, one)));
    expect(calls.length).toBeGreaterThan(0);
    await expect(decided(who, calls, caller, true)).resolves.toEqual([]);
  });
});
