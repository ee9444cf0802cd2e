import type { NeededCall } from './calls';
import { called, forbiddenCalls, reviewKeyArn } from '@malinshopper/policy/forbidden';
import { decided, judge, neededCalls } from './judging';
import { onlyAdministrators } from './only-administrators';
import { accessOf, everyRole } from './roles';

const roles = everyRole.map((who) => ({ name: called(who), who }));

describe.each(roles)('the role $name', ({ who }) => {
  const caller = accessOf(who.account).ci(who.team, who.purpose);
  const forbidden = [...forbiddenCalls(who), ...onlyAdministrators(who)];
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  test(`may do all that Terraform does in a ${who.purpose}, to its resources and to states`, async () => {
    await expect(decided(who, needed, caller, false)).resolves.toEqual([]);
  });

  test('may do nothing that it must not', async () => {
    await expect(decided(who, forbidden, caller, true)).resolves.toEqual([]);
  });

  test('makes digests with the key of the reviews, which is the platform team’s, when it deploys', async () => {
    const context = { 'aws:RequestedRegion': who.account.region, 'aws:ResourceTag/Team': 'platform' };
    const call = { what: 'digest', action: 'kms:GenerateMac', resource: reviewKeyArn(who.account), context };
    await expect(judge(who, call, caller)).resolves.toBe(who.purpose === 'deploy');
  });

  test('is asked for at least 20 calls that it needs, and for at least 60 that it must not make', () => {
    expect(needed.length).toBeGreaterThanOrEqual(20);
    expect(forbidden.length).toBeGreaterThanOrEqual(60);
  });
});

test('a call that is none of AWS is refused', async () => {
  const [who] = everyRole as [(typeof everyRole)[0]];
  const call = { what: 'guess', action: 's3:HeadObject', resource: 'arn:aws:s3:::a/b' };
  await expect(judge(who, call, accessOf(who.account).ci('data', 'plan'))).rejects.toThrow(
    'The simulator cannot judge s3:HeadObject on arn:aws:s3:::a/b: {"message":"invalid.action"}. ' +
      'Write action and resource as the Service Authorization Reference does.',
  );
});
