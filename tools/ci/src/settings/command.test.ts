import { application, infrastructure, SetUp } from '../testing/set-up';

type Change = () => void;
let setUp: SetUp;
beforeEach(async () => {
  setUp = await SetUp.start();
});
afterEach(() => setUp.standIn.end());

test('a new repository is set up by the printed calls: then nothing differs, and no call is left', async () => {
  setUp.standIn.state.teams['data'] = { id: 7, privacy: 'secret' };
  const before = await setUp.checked();
  expect(before.code).toBe(1);
  expect(before.faults).toEqual(
    expect.arrayContaining([
      'team network: is missing',
      'team data: privacy is secret, and must be closed',
      'team data: permission is not set, and must be push',
      'permissions of actions: allowed_actions is all, and must be selected',
      'permissions of actions: sha_pinning_required is false, and must be true',
      'selected actions: is missing',
      'ruleset main: is missing',
      'environment production-data-deploy: is missing',
      'environment staging: is missing',
    ]),
  );
  expect(before.last).toMatch(
    /^3 settings are as declared, \d+ faults\.\nThe calls that set them: npm run --silent github -- calls$/,
  );

  await setUp.run();
  // The 36 settings: 5 teams, 5 settings of the repository, 1 ruleset, 22 GitHub environments of this repository, and 3
  // of the repository of the application.
  expect(await setUp.checked()).toEqual({ code: 0, faults: [], last: '36 settings are as declared.' });
  expect((await setUp.printed()).script).toBe('set -eu\n');
});

describe('of a repository that is set up', () => {
  beforeEach(async () => {
    await setUp.run();
    setUp.standIn.state.changes.length = 0;
  });

  test('missing settings are set by a shell and the program gh, from the script as it is printed', async () => {
    setUp.repository.rulesets = [];
    setUp.repository.environments = setUp.repository.environments.filter(
      ({ name }) => name !== 'production-data-deploy',
    );
    delete setUp.repository.branchPolicies['production-data-deploy'];
    setUp.repository.teams = { ...setUp.repository.teams, data: 'pull' };
    expect((await setUp.checked()).faults).toHaveLength(3);
    await setUp.runInShell();
    expect((await setUp.checked()).faults).toEqual([]);
  });

  test.each<[string, Change, string]>([
    [
      'an environment',
      () => setUp.repository.environments.push({ ...setUp.environment('production-data-plan'), name: 'production' }),
      'environment production: exists, and is not declared: remove it on GitHub, or add it to environments/src/ci.ts',
    ],
    [
      'a ruleset',
      () => setUp.repository.rulesets.push({ ...setUp.repository.rulesets[0]!, id: 1, name: 'old' }),
      'ruleset old: exists, and is not declared: remove it on GitHub, or add it to tools/ci/src/settings/sections/ruleset.ts',
    ],
    [
      'a team that may write',
      () => {
        setUp.standIn.state.teams['partners'] = { id: 1, privacy: 'closed' };
        setUp.repository.teams['partners'] = 'maintain';
      },
      'team partners: exists, and is not declared: remove it on GitHub, or add it to environments/src/teams.ts',
    ],
  ])('%s that is not declared is reported, and left to a person', async (_what, change, fault) => {
    change();
    expect((await setUp.checked()).faults).toEqual([fault]);
    expect(await setUp.printed()).toMatchObject({ code: 1, warned: [`✖ ${fault}`] });
  });

  test('an app that protects an environment is reported; the calls do not remove it', async () => {
    setUp.repository.protectingApps['production-data-deploy'] = ['gate'];
    const fault = 'environment production-data-deploy: custom_deployment_protection_rules is gate, and must be empty';
    expect((await setUp.checked()).faults).toEqual([fault]);
    await setUp.run();
    expect((await setUp.checked()).faults).toEqual([fault]);
  });

  test('a team of the organization that may only read is no fault', async () => {
    setUp.standIn.state.teams['readers'] = { id: 1, privacy: 'closed' };
    setUp.repository.teams['readers'] = 'pull';
    expect((await setUp.checked()).faults).toEqual([]);
  });

  test('a setting that the token may not read is a fault by its name, with the missing permission', async () => {
    setUp.standIn.state.refused.push({
      path: /actions\/permissions$/,
      status: 403,
      message: 'Resource not accessible by personal access token',
    });
    setUp.standIn.state.refused.push({ path: /application\/environments/, status: 404, message: 'Not Found' });
    setUp.standIn.state.refused.push({ path: /rulesets/, status: 500, message: 'Server Error' });
    const { code, faults } = await setUp.checked();
    const repo = `/repos/${infrastructure}`;
    const missing = 'The token needs the permission Administration: read';
    const refused = `GitHub has answered 403 to GET ${repo}/actions/permissions (Resource not accessible by personal access token). ${missing}`;
    expect(faults).toEqual([
      `permissions of actions of ${infrastructure}: cannot be read: ${refused}`,
      `selected actions of ${infrastructure}: cannot be read: ${refused}`,
      `rulesets of ${infrastructure}: cannot be read: GitHub has answered 500 to GET ${repo}/rulesets (Server Error)`,
      `environments of ${application}: cannot be read: GitHub has answered 404 to GET /repos/${application}/environments (Not Found). The token needs the permission Actions: read`,
    ]);
    expect(code).toBe(1);
  });

  test('the bypass actors are a fault as long as GitHub does not return them', async () => {
    setUp.standIn.state.writes = false;
    expect((await setUp.checked()).faults).toEqual([
      'ruleset main: bypass_actors cannot be read: GitHub returns it only for a token with Administration: write',
    ]);
  });

  test('lists of many pages are read to their end, and reading never changes anything', async () => {
    setUp.standIn.state.page = 3;
    expect((await setUp.checked()).faults).toEqual([]);
    expect(setUp.standIn.state.changes).toEqual([]);
  });
});
