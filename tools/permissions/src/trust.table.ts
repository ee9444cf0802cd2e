import { ciRoleArn, gitHubEnvironment, gitHubSubject, purposes, repository } from '@malinshopper/environments';
import { isAllowed, type Caller } from '@malinshopper/testing';
import { called, neighbourOf, type Who } from '@malinshopper/policy/forbidden';
import { accessOf, everyRole } from './roles';
import { assumed, gitHub, type Token } from './trust';

function assumes({ account, team, purpose }: Who, token: Token, issuer = gitHub): Promise<boolean> {
  const trust = accessOf(account).trust(`account/access/${team}/${purpose}/Resource`);
  return assumed(account, ciRoleArn(account, team, purpose), trust, token, issuer);
}

const roles = everyRole.map((who) => ({ name: called(who), who }));

describe.each(roles)('the role $name', ({ who }) => {
  const { account, team, purpose } = who;
  const aud = 'sts.amazonaws.com';
  const sub = gitHubSubject(account.name, team, purpose);
  const environment = gitHubEnvironment(account.name, team, purpose);
  const otherPurpose = purposes.find((one) => one !== purpose)!;

  test('is assumed by a job in its environment on GitHub', async () => {
    await expect(assumes(who, { sub, aud })).resolves.toBe(true);
  });

  test.each([
    ["a fork's pull request", `repo:someone/infrastructure:pull_request`],
    ["a fork's job in an environment of the same name", `repo:someone/infrastructure:environment:${environment}`],
    ['a pull request', `repo:${repository}:pull_request`],
    ['the main branch, without an environment', `repo:${repository}:ref:refs/heads/main`],
    ['a branch with the name of the environment', `repo:${repository}:ref:refs/heads/environment:${environment}`],
    ['another repository of the same owner', `repo:malinshopper/website:environment:${environment}`],
    ['a repository with a name of the same prefix', `repo:${repository}-fork:environment:${environment}`],
    ['the environment of another team', gitHubSubject(account.name, neighbourOf(team), purpose)],
    ['the environment of its other purpose', gitHubSubject(account.name, team, otherPurpose)],
    ['an environment with a name of the same prefix', `${sub}-2`],
    ['no subject', undefined],
  ])('is not assumed by %s', async (_, subject) => {
    await expect(assumes(who, { sub: subject, aud })).resolves.toBe(false);
  });

  test('needs all of its trust: without either condition, it would allow another job', async () => {
    const [statement] = accessOf(account).trust(`account/access/${team}/${purpose}/Resource`);
    expect(Object.keys(statement!.Condition!)).toEqual(['StringEquals']);
    expect(Object.keys(statement!.Condition!['StringEquals']!)).toEqual([`${gitHub}:aud`, `${gitHub}:sub`]);
  });

  test('is not assumed in the other account', async () => {
    const other = account.name === 'production' ? 'nonproduction' : 'production';
    await expect(assumes(who, { sub: gitHubSubject(other, team, purpose), aud })).resolves.toBe(false);
  });

  test.each([
    ['the audience of another cloud', 'api://AzureADTokenExchange'],
    ['no audience', undefined],
  ])('is not assumed with a token for %s', async (_, audience) => {
    await expect(assumes(who, { sub, aud: audience })).resolves.toBe(false);
  });

  test('is not assumed with a token of another issuer', async () => {
    await expect(assumes(who, { sub, aud }, 'example.com')).resolves.toBe(false);
  });

  test('is assumed by no principal in the account', async () => {
    const trust = accessOf(account).trust(`account/access/${team}/${purpose}/Resource`);
    const caller: Caller = { account, arn: ciRoleArn(account, 'platform', 'deploy'), statements: [] };
    const call = { what: 'assume', action: 'sts:AssumeRole', resource: ciRoleArn(account, team, purpose) };
    await expect(isAllowed(call, caller, trust)).resolves.toBe(false);
    // Their own policies do not help either: the trust would have to name the account for that.
    expect(trust.map(({ Principal }) => Principal)).toEqual([
      { Federated: `arn:aws:iam::${account.id}:oidc-provider/${gitHub}` },
    ]);
  });
});
