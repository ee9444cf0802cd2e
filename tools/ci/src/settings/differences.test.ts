import { SetUp } from '../testing/set-up';

type Change = () => void;
let setUp: SetUp;
beforeEach(async () => {
  setUp = await SetUp.start();
  await setUp.run();
});
afterEach(() => setUp.standIn.end());

test.each<[string, Change, string[]]>([
  [
    'a deploy to production needs no review any more',
    () =>
      (setUp.environment('production-data-deploy').protection_rules = [{ id: 1, node_id: '', type: 'branch_policy' }]),
    [
      'environment production-data-deploy: reviewers is empty, and must be team data',
      'environment production-data-deploy: prevent_self_review is false, and must be true',
    ],
  ],
  [
    'another team reviews',
    () => {
      const [rule] = setUp.environment('production-data-deploy').protection_rules as {
        reviewers: { reviewer: { slug: string } }[];
      }[];
      rule!.reviewers[0]!.reviewer.slug = 'network';
    },
    ['environment production-data-deploy: reviewers is team network, and must be team data'],
  ],
  [
    'a person reviews beside the team',
    () => {
      const [rule] = setUp.environment('production-data-deploy').protection_rules as { reviewers: object[] }[];
      rule!.reviewers.push({ type: 'User', reviewer: { login: 'ana' } });
    },
    ['environment production-data-deploy: reviewers is team data and user ana, and must be team data'],
  ],
  [
    'a job waits',
    () =>
      setUp.environment('nonproduction-data-plan').protection_rules!.push({
        id: 1,
        node_id: '',
        type: 'wait_timer',
        wait_timer: 5,
      }),
    ['environment nonproduction-data-plan: wait_timer is 5, and must be 0'],
  ],
  [
    'a rule of an unknown kind protects an environment',
    () =>
      setUp.environment('nonproduction-data-plan').protection_rules!.push({ id: 1, node_id: '', type: 'moon_phase' }),
    ['environment nonproduction-data-plan: protection_rules.moon_phase is true, and must be not set'],
  ],
  [
    'any branch may deploy',
    () => {
      setUp.environment('nonproduction-network-deploy').deployment_branch_policy = null;
      delete setUp.repository.branchPolicies['nonproduction-network-deploy'];
    },
    [
      'environment nonproduction-network-deploy: deployment_branch_policy is not set, and must be custom_branch_policies',
      'environment nonproduction-network-deploy: branch_policies is empty, and must be main',
    ],
  ],
  [
    'another branch and a tag may deploy',
    () =>
      setUp.repository.branchPolicies['production-network-deploy']!.push(
        { id: 1, name: 'hotfix/*', type: 'branch' },
        { id: 2, name: 'main', type: 'tag' },
      ),
    ['environment production-network-deploy: branch_policies is main and hotfix/* and tag main, and must be main'],
  ],
  [
    'code owners need not approve',
    () => (setUp.parametersOf('pull_request')['require_code_owner_review'] = false),
    ['ruleset main: pull_request.require_code_owner_review is not set, and must be true'],
  ],
  [
    'a required check is gone, and another app may report one',
    () => {
      const checks = setUp.parametersOf('required_status_checks')['required_status_checks'] as {
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
    'main may be deleted, and the rules apply to another branch',
    () => {
      const [ruleset] = setUp.repository.rulesets;
      ruleset!.rules!.shift();
      ruleset!.conditions = { ref_name: { include: ['refs/heads/old'], exclude: [] } };
    },
    [
      'ruleset main: rules is non_fast_forward and pull_request and required_status_checks, and must be deletion and non_fast_forward and pull_request and required_status_checks',
      'ruleset main: conditions.ref_name.include is refs/heads/old, and must be ~DEFAULT_BRANCH',
    ],
  ],
  [
    'the rules are only evaluated, and administrators bypass them',
    () =>
      Object.assign(setUp.repository.rulesets[0]!, {
        enforcement: 'evaluate',
        bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }],
      }),
    [
      'ruleset main: bypass_actors is RepositoryRole 5 always, and must be empty',
      'ruleset main: enforcement is evaluate, and must be active',
    ],
  ],
  [
    'a rule has an unknown parameter',
    () =>
      Object.assign(setUp.parametersOf('pull_request'), {
        required_reviewers: [{ minimum_approvals: 0 }],
        other: false,
      }),
    ['ruleset main: pull_request.required_reviewers is minimum_approvals 0, and must be not set'],
  ],
  [
    'workflows may write, and tokens have another subject',
    () => {
      setUp.repository.workflow.default_workflow_permissions = 'write';
      setUp.repository.subject = { use_default: false, include_claim_keys: ['repo'], use_immutable_subject: true };
    },
    [
      'token of workflows: default_workflow_permissions is write, and must be read',
      'subject of OIDC tokens: use_default is false, and must be true',
      'subject of OIDC tokens: use_immutable_subject is true, and must be false',
    ],
  ],
  [
    'an action of any owner may run, and the default branch is another',
    () => {
      setUp.repository.selected.patterns_allowed!.push('*/*');
      setUp.repository.defaultBranch = 'develop';
    },
    [
      'default branch: default_branch is develop, and must be main',
      'selected actions: patterns_allowed is aws-actions/configure-aws-credentials@* and */*, and must be aws-actions/configure-aws-credentials@*',
    ],
  ],
  [
    'a team administers',
    () => (setUp.repository.teams['data'] = 'admin'),
    ['team data: permission is admin, and must be push'],
  ],
])('the report contains that %s, and the printed calls fix it', async (_what, change, faults) => {
  change();
  const { code, faults: said } = await setUp.checked();
  expect([...said].sort()).toEqual([...faults].sort());
  expect(code).toBe(1);
  await setUp.run();
  expect((await setUp.checked()).faults).toEqual([]);
});
