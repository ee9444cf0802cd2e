import type { NeededCall } from './calls';
import { called, forbiddenCalls, reviewKeyArn } from '@malinshopper/policy/forbidden';
import { decided, judge, neededCalls } from './decisions';
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

  test(`can make all calls of Terraform in a ${who.purpose}, on its resources and on states`, async () => {
    await expect(decided(who, needed, caller, false)).resolves.toEqual([]);
  });

  test('can make no forbidden call', async () => {
    await expect(decided(who, forbidden, caller, true)).resolves.toEqual([]);
  });

  test('creates digests with the key of the reviews, which belongs to the platform team, in a deploy', async () => {
    const context = { 'aws:RequestedRegion': who.account.region, 'aws:ResourceTag/Team': 'platform' };
    const call = { what: 'digest', action: 'kms:GenerateMac', resource: reviewKeyArn(who.account), context };
    await expect(judge(who, call, caller)).resolves.toBe(who.purpose === 'deploy');
  });

  test('is tested with at least 20 needed and 60 forbidden calls', () => {
    expect(needed.length).toBeGreaterThanOrEqual(20);
    expect(forbidden.length).toBeGreaterThanOrEqual(60);
  });
});

test('a call that AWS does not have is refused', async () => {
  const [who] = everyRole as [(typeof everyRole)[0]];
  const call = { what: 'guess', action: 's3:HeadObject', resource: 'arn:aws:s3:::a/b' };
  await expect(judge(who, call, accessOf(who.account).ci('data', 'plan'))).rejects.toThrow(
    'The simulator cannot judge s3:HeadObject on arn:aws:s3:::a/b: {"message":"invalid.action"}. ' +
      'Write action and resource as the Service Authorization Reference does.',
  );
});
