import { assertTeams } from './team-checks';
import { applicationRepository, repository, teams } from './teams';

const all = { teams, repository, applicationRepository };

describe('the teams', () => {
  test.each([
    [
      'mail without a recipient',
      { teams: { ...teams, data: { ...teams.data, notify: 'data' } } },
      /an e-mail address .* at teams\.data\.notify/s,
    ],
    ['a repository by its address', { repository: 'https://github.com/malinshopper/infrastructure' }, /at repository/],
    ['a repository without an owner', { applicationRepository: 'application' }, /at applicationRepository/],
    ['a repository by a pattern', { applicationRepository: 'malinshopper/*' }, /received "malinshopper\/\*"/],
  ])('are refused with %s', (_what, change, message) => {
    expect(() => assertTeams({ ...all, ...change })).toThrow(message);
  });

  test("are accepted, and with GitHub's numbers in the names of repositories too", () => {
    expect(() => assertTeams(all)).not.toThrow();
    expect(() => assertTeams({ ...all, repository: 'malinshopper@1/infrastructure@2' })).not.toThrow();
  });
});
