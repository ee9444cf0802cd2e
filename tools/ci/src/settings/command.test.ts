import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { startGitHub, token, type StandIn } from '../testing/github-stand-in';
import type { RepositoryState } from '../testing/github-state';
import { gitHub } from './client';
import { calls, check } from './command';

const infrastructure = 'malinshopper/infrastructure';
const application = 'malinshopper/application';
let standIn: StandIn;
let folder: string;
let repository: RepositoryState;
const environment = () => ({ GH_TOKEN: token, GITHUB_API_URL: standIn.url });

beforeEach(async () => {
  standIn = await startGitHub([infrastructure, application]);
  repository = standIn.state.repositories[infrastructure]!;
  folder = mkdtempSync(join(tmpdir(), 'gh-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await standIn.end();
});

async function checked(): Promise<{ code: number; faults: string[]; last: string }> {
  const lines: string[] = [];
  const code = await check(gitHub(environment()), (line) => lines.push(line));
  const faults = lines.filter((line) => line.startsWith('✖ ')).map((line) => line.slice(2));
  return { code, faults, last: lines.filter((line) => !line.startsWith('✖ ')).join('\n') };
}

async function printed(): Promise<string> {
  const texts: string[] = [];
  await calls(
    gitHub(environment()),
    (text) => texts.push(text),
    () => undefined,
  );
  return texts.join('\n');
}

/** Runs the printed calls by a shell and a program gh, as a person would: a process for each call. */
async function inShell(): Promise<void> {
  const program = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, '../testing/gh.mjs')}" "$@"\n`;
  writeFileSync(join(folder, 'gh'), program, { mode: 0o755 });
  const env = { ...process.env, ...environment(), PATH: `${folder}${delimiter}${process.env['PATH']}` };
  writeFileSync(join(folder, 'calls.sh'), await printed());
  await promisify(execFile)('sh', [join(folder, 'calls.sh')], { env });
}

/** Does the same without a process. */
async function setUp(): Promise<void> {
  const call = /^gh api --silent --method (\w+) (\S+)(?: --input - <<'?JSON'?\n(.+)\nJSON)?$/gm;
  const lookUp = /\$\(gh api orgs\/malinshopper\/teams\/(\w+) --jq \.id\)/g;
  for (const [, method, path, body] of (await printed()).matchAll(call)) {
    const sent = body?.replace(lookUp, (_all, team: string) => String(standIn.state.teams[team]!.id));
    const headers = { authorization: `token ${token}` };
    const { status } = await fetch(`${standIn.url}/${path}`, { method, headers, ...(sent ? { body: sent } : {}) });
    if (status >= 300) throw new Error(`${status} of ${method} ${path}`);
  }
}

test('a new repository is set up by the printed calls: then nothing differs, and nothing is left to call', async () => {
  standIn.state.teams['data'] = { id: 7, privacy: 'secret' };
  const before = await checked();
  expect(before.code).toBe(1);
  expect(before.faults).toEqual(
    expect.arrayContaining([
      'team network: is missing',
      'team data: privacy is secret, and has to be closed',
      'team data: permission is not set, and has to be push',
      'permissions of actions: allowed_actions is all, and has to be selected',
      'permissions of actions: sha_pinning_required is false, and has to be true',
      'selected actions: is missing',
      'ruleset main: is missing',
      'environment production-data-deploy: is missing',
      'environment staging: is missing',
    ]),
  );
  expect(before.last).toMatch(
    /^3 settings are as they have to be, \d+ faults\.\nThe calls that set them: npm run github -- calls$/,
  );

  await setUp();
  // 5 teams, 5 settings of the repository, 1 ruleset, 20 environments, 3 of the application.
  expect(await checked()).toEqual({ code: 0, faults: [], last: '34 settings are as they have to be.' });
  expect(await printed()).toBe('set -eu\n');
});

describe('of a repository that is set up', () => {
  beforeEach(async () => {
    await setUp();
    standIn.state.changes.length = 0;
  });

  test('what is missing is set by a shell and the program gh, from the script as it is printed', async () => {
    repository.rulesets = [];
    repository.environments = repository.environments.filter(({ name }) => name !== 'production-data-deploy');
    delete repository.branchPolicies['production-data-deploy'];
    repository.teams = { ...repository.teams, data: 'pull' };
    expect((await checked()).faults).toHaveLength(3);
    await inShell();
    expect((await checked()).faults).toEqual([]);
  });

  const named = (name: string) => repository.environments.find((one) => one.name === name)!;
  const ruleOf = (type: string) => repository.rulesets[0]!.rules!.find((one) => one.type === type)! as never;
  const parametersOf = (type: string) => (ruleOf(type) as { parameters: Record<string, unknown> }).parameters;
  type Change = () => void;

  test.each<[string, Change, string[]]>([
    [
      'a deploy to production needs no review any more',
      () => (named('production-data-deploy').protection_rules = [{ id: 1, node_id: '', type: 'branch_policy' }]),
      [
        'environment production-data-deploy: reviewers is empty, and has to be team data',
        'environment production-data-deploy: prevent_self_review is false, and has to be true',
      ],
    ],
    [
      'another team reviews',
      () => {
        const [rule] = named('production-data-deploy').protection_rules as {
          reviewers: { reviewer: { slug: string } }[];
        }[];
        rule!.reviewers[0]!.reviewer.slug = 'network';
      },
      ['environment production-data-deploy: reviewers is team network, and has to be team data'],
    ],
    [
      'a person reviews beside the team',
      () => {
        const [rule] = named('production-data-deploy').protection_rules as { reviewers: object[] }[];
        rule!.reviewers.push({ type: 'User', reviewer: { login: 'ana' } });
      },
      ['environment production-data-deploy: reviewers is team data and user ana, and has to be team data'],
    ],
    [
      'a job waits',
      () =>
        named('nonproduction-data-plan').protection_rules!.push({
          id: 1,
          node_id: '',
          type: 'wait_timer',
          wait_timer: 5,
        }),
      ['environment nonproduction-data-plan: wait_timer is 5, and has to be 0'],
    ],
    [
      'a rule of an unknown kind protects an environment',
      () => named('nonproduction-data-plan').protection_rules!.push({ id: 1, node_id: '', type: 'moon_phase' }),
      ['environment nonproduction-data-plan: protection_rules.moon_phase is true, and has to be not set'],
    ],
    [
      'any branch may deploy',
      () => {
        named('nonproduction-network-deploy').deployment_branch_policy = null;
        delete repository.branchPolicies['nonproduction-network-deploy'];
      },
      [
        'environment nonproduction-network-deploy: deployment_branch_policy is not set, and has to be custom_branch_policies',
        'environment nonproduction-network-deploy: branch_policies is empty, and has to be main',
      ],
    ],
    [
      'another branch and a tag may deploy',
      () =>
        repository.branchPolicies['production-network-deploy']!.push(
          { id: 1, name: 'hotfix/*', type: 'branch' },
          { id: 2, name: 'main', type: 'tag' },
        ),
      ['environment production-network-deploy: branch_policies is main and hotfix/* and tag main, and has to be main'],
    ],
    [
      'code owners need not agree',
      () => (parametersOf('pull_request')['require_code_owner_review'] = false),
      ['ruleset main: pull_request.require_code_owner_review is not set, and has to be true'],
    ],
    [
      'a required check is gone, and another app may report one',
      () => {
        const checks = parametersOf('required_status_checks')['required_status_checks'] as {
          integration_id?: number;
        }[];
        checks.shift();
        delete checks[0]!.integration_id;
      },
      [
        expect.stringMatching(
          /^ruleset main: required_status_checks\.required_status_checks is context \w+ and context .* 15368$/,
        ),
      ],
    ],
    [
      'main may be deleted, and the rules hold somewhere else',
      () => {
        const [ruleset] = repository.rulesets;
        ruleset!.rules!.shift();
        ruleset!.conditions = { ref_name: { include: ['refs/heads/old'], exclude: [] } };
      },
      [
        'ruleset main: rules is non_fast_forward and pull_request and required_status_checks, and has to be deletion and non_fast_forward and pull_request and required_status_checks',
        'ruleset main: conditions.ref_name.include is refs/heads/old, and has to be ~DEFAULT_BRANCH',
      ],
    ],
    [
      'the rules are only tried, and administrators go round them',
      () =>
        Object.assign(repository.rulesets[0]!, {
          enforcement: 'evaluate',
          bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }],
        }),
      [
        'ruleset main: bypass_actors is RepositoryRole 5 always, and has to be empty',
        'ruleset main: enforcement is evaluate, and has to be active',
      ],
    ],
    [
      'a rule has a parameter that is not known here',
      () =>
        Object.assign(parametersOf('pull_request'), { required_reviewers: [{ minimum_approvals: 0 }], other: false }),
      ['ruleset main: pull_request.required_reviewers is minimum_approvals 0, and has to be not set'],
    ],
    [
      'workflows may write, and tokens have another subject',
      () => {
        repository.workflow.default_workflow_permissions = 'write';
        repository.subject = { use_default: false, include_claim_keys: ['repo'], use_immutable_subject: true };
      },
      [
        'token of workflows: default_workflow_permissions is write, and has to be read',
        'subject of OIDC tokens: use_default is false, and has to be true',
        'subject of OIDC tokens: use_immutable_subject is true, and has to be false',
      ],
    ],
    [
      'an action of any owner may run, and the default branch is another',
      () => {
        repository.selected.patterns_allowed!.push('*/*');
        repository.defaultBranch = 'develop';
      },
      [
        'default branch: default_branch is develop, and has to be main',
        'selected actions: patterns_allowed is aws-actions/configure-aws-credentials@* and */*, and has to be aws-actions/configure-aws-credentials@*',
      ],
    ],
    [
      'a team administers',
      () => (repository.teams['data'] = 'admin'),
      ['team data: permission is admin, and has to be push'],
    ],
  ])('it is said when %s, and the printed calls put it right', async (_what, change, faults) => {
    change();
    const { code, faults: said } = await checked();
    expect([...said].sort()).toEqual([...faults].sort());
    expect(code).toBe(1);
    await setUp();
    expect((await checked()).faults).toEqual([]);
  });

  test.each<[string, Change, string]>([
    [
      'an environment',
      () => repository.environments.push({ ...named('production-data-plan'), name: 'production' }),
      'environment production: is there, and not wanted: remove it on GitHub, or add it to environments/src/ci.ts',
    ],
    [
      'a ruleset',
      () => repository.rulesets.push({ ...repository.rulesets[0]!, id: 1, name: 'old' }),
      'ruleset old: is there, and not wanted: remove it on GitHub, or add it to tools/ci/src/settings/sections/ruleset.ts',
    ],
    [
      'a team that may write',
      () => {
        standIn.state.teams['partners'] = { id: 1, privacy: 'closed' };
        repository.teams['partners'] = 'maintain';
      },
      'team partners: is there, and not wanted: remove it on GitHub, or add it to environments/src/teams.ts',
    ],
  ])('%s that nothing wants is said, and left to a person', async (_what, change, fault) => {
    change();
    expect((await checked()).faults).toEqual([fault]);
    const warned: string[] = [];
    const code = await calls(
      gitHub(environment()),
      () => undefined,
      (line) => warned.push(line),
    );
    expect({ code, warned }).toEqual({ code: 1, warned: [`✖ ${fault}`] });
  });

  test('a team of the organization that may only read is nobody’s concern', async () => {
    standIn.state.teams['readers'] = { id: 1, privacy: 'closed' };
    repository.teams['readers'] = 'pull';
    expect((await checked()).faults).toEqual([]);
  });

  test('what the token may not read is a fault by its name, with the permission that is missing', async () => {
    standIn.state.refused.push({
      path: /actions\/permissions$/,
      status: 403,
      message: 'Resource not accessible by personal access token',
    });
    standIn.state.refused.push({ path: /application\/environments/, status: 404, message: 'Not Found' });
    standIn.state.refused.push({ path: /rulesets/, status: 500, message: 'Server Error' });
    const { code, faults } = await checked();
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

  test('who goes round the rules is a fault while GitHub does not tell it', async () => {
    standIn.state.writes = false;
    expect((await checked()).faults).toEqual([
      'ruleset main: bypass_actors cannot be read: GitHub tells it to a token with Administration: write only',
    ]);
  });

  test('lists of many pages are read to their end, and nothing is ever changed by looking', async () => {
    standIn.state.page = 3;
    expect((await checked()).faults).toEqual([]);
    expect(standIn.state.changes).toEqual([]);
  });
});
