import { accounts, teamNames } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { isAllowed, type Call, type Statement } from '@malinshopper/testing';
import { neverByWorkloads } from './forbidden/actions';
import { commonForbiddenCalls } from './forbidden/common';
import { onAnything } from './forbidden/on-anything';
import { called, jobs } from '@malinshopper/policy/forbidden';
import { decided } from './decisions';
import { accessOf, everyRole } from './roles';
import { appOfIdentity } from './workloads';

const account = accounts.nonproduction;
const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];
const onThese = async (teams: readonly (string | undefined)[]): Promise<Call[]> =>
  (await Promise.all(neverByWorkloads.map((action) => onAnything(action, account, teams)))).flat();

/** The calls among these that a job itself needs. */
const own: Readonly<Record<string, RegExp>> = {
  'role/account/account-trail': /^the log of the trail: logs:(PutLogEvents|CreateLogStream)$/,
};

describe('the calls that no workload makes', () => {
  let calls: Call[] = [];
  beforeAll(async () => {
    calls = [...(await onThese([undefined, 'compute'])), ...commonForbiddenCalls(account)];
  });

  test.each(['role/x', 'role/data/x', ...Object.values(jobs).flat()])(
    'are denied to %s, on any resource, even if it were allowed everything',
    async (identity) => {
      const boundary = accessOf(account).managed(workloadBoundaryArn(account, appOfIdentity(identity) ?? ''));
      const arn = `arn:aws:iam::${account.id}:${identity}`;
      const allowed: string[] = [];
      for (const call of calls.filter(({ what }) => !own[identity]?.test(what))) {
        if (await isAllowed(call, { account, arn, statements: everything, boundary })) allowed.push(call.what);
      }
      expect(calls.length).toBeGreaterThan(400);
      expect(allowed).toEqual([]);
    },
  );
});

/**
 * These actions support no resource-level permissions: a role that can call them on one resource can call them on all
 * resources.
 */
const accountWide = /^logs:(Put|Delete)ResourcePolicy$/;

describe('the calls that one team never makes on another team’s resources', () => {
  const roles = everyRole
    .filter((who) => who.account.name === 'nonproduction')
    .map((who) => ({ name: called(who), who }));

  test.each(roles)('are denied to $name', async ({ who }) => {
    const others = teamNames.filter((team) => team !== who.team).slice(0, 2);
    const ofOthers = commonForbiddenCalls(account).filter(
      ({ context = {} }) => context['aws:ResourceTag/Team'] !== who.team,
    );
    const calls = [...(await onThese(others)), ...ofOthers].filter(({ action }) => !accountWide.test(action));
    await expect(decided(who, calls, accessOf(account).ci(who.team, who.purpose), true)).resolves.toEqual([]);
  });
});
