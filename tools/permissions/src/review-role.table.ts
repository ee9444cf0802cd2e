import {
  accountNames,
  accounts,
  ciReviewRoleArn,
  gitHubReviewSubject,
  gitHubSubject,
  repository,
  teamNames,
  type Account,
} from '@malinshopper/environments';
import { stateBucket } from '@malinshopper/stack';
import type { Call, Caller, Statement } from '@malinshopper/testing';
import type { NeededCall } from './calls';
import { call, called, forbiddenCalls, refusedToReviews, reviewKeyArn, type Who } from '@malinshopper/policy/forbidden';
import { any, decided, neededCalls } from './decisions';
import { accessOf } from './roles';
import { assumed } from './trust';

const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];

/** The calls of a review itself: it writes objects, and reads objects that a plan does not read. */
function ownCalls(account: Account): Call[] {
  const review = `arn:aws:s3:::${stateBucket(account)}/reviews/testing/network/0a1b.json`;
  return [
    call('write a review', 's3:PutObject', review),
    call('read a review', 's3:GetObject', review),
    call('create digests', 'kms:GenerateMac', reviewKeyArn(account), { 'aws:ResourceTag/Team': 'platform' }),
  ];
}

describe.each(accountNames)('the role that plans a change for its review in %s', (name) => {
  const account = accounts[name];
  const caller: Caller = accessOf(account).review;
  const teams = teamNames.map((team): Who => ({ account, team, purpose: 'plan' }));
  const [platform] = teams as [Who];
  const own = ownCalls(account);
  const planned = new Map<Who, readonly NeededCall[]>();
  beforeAll(async () => {
    for (const who of teams) planned.set(who, await neededCalls(who));
  });

  test.each(teams.map((who) => [called(who), who] as const))('has all read permissions of %s', async (_, who) => {
    await expect(decided(who, planned.get(who)!, caller, false)).resolves.toEqual([]);
  });

  test('writes reviews, with digests', async () => {
    await expect(decided(platform, own, caller, false)).resolves.toEqual([]);
  });

  test.each(teams.map((who) => [called(who), who] as const))(
    'makes no forbidden call of %s, except for reads of other teams’ plans, and reviews',
    async (_, who) => {
      const may = await decided(who, forbiddenCalls(who), caller, true);
      expect(may.filter((one) => !/^(read the state of \w+|write a review|read a review): /.test(one))).toEqual([]);
    },
  );

  test('needs each of its own statements', async () => {
    const all = [...own, ...[...planned.values()].flat()];
    const inline = caller.statements.filter(({ Sid }) =>
      ['StatesAndRecords', 'Reviews', 'Digests'].includes(Sid ?? ''),
    );
    expect(inline).toHaveLength(3);
    for (const statement of inline) {
      const statements = caller.statements.filter((one) => one !== statement);
      expect([statement.Sid, await any(platform, all, { ...caller, statements }, false)]).toEqual([
        statement.Sid,
        true,
      ]);
    }
  });

  // As if it had all permissions by mistake.
  const wide: Caller = { ...caller, statements: everything };
  const refused = refusedToReviews(account);

  test('would only read and write reviews, even if it were allowed everything', async () => {
    await expect(decided(platform, refused, wide, true)).resolves.toEqual([]);
    const all = [...own, ...[...planned.values()].flat()];
    await expect(decided(platform, all, wide, false)).resolves.toEqual([]);
  });

  test.each(caller.boundary!)('needs the statement $Sid of its boundary', async (statement) => {
    const without = { ...wide, boundary: caller.boundary!.filter((one) => one !== statement) };
    const isDeny = statement.Effect === 'Deny';
    const calls = isDeny ? refused : [...own, ...[...planned.values()].flat()];
    await expect(any(platform, calls, without, isDeny)).resolves.toBe(true);
  });

  test('is assumed only by jobs in its GitHub environment', async () => {
    const trust = accessOf(account).trust('account/access/review/role/Resource');
    const by = (sub: string) => assumed(account, ciReviewRoleArn(account), trust, { sub, aud: 'sts.amazonaws.com' });
    await expect(by(gitHubReviewSubject(name))).resolves.toBe(true);
    const others = [
      `repo:${repository}:pull_request`,
      `repo:${repository}:ref:refs/heads/main`,
      `repo:someone/infrastructure:environment:${name}-review`,
      gitHubReviewSubject(name === 'production' ? 'nonproduction' : 'production'),
      gitHubSubject(name, 'platform', 'plan'),
    ];
    for (const sub of others) expect([sub, await by(sub)]).toEqual([sub, false]);
  });
});
