import type { components } from '@octokit/openapi-types';
import type { GitHub } from '../client';
import type { DesiredEnvironment, RepositoryName } from '../desired';
import { section, type Call, type Fields, type Found, type Section, type TeamId } from '../section';

interface FoundEnvironment extends Found {
  /** The ids of its patterns of branches and tags, by pattern. */
  readonly patterns: ReadonlyMap<string, number>;
}

/** The environments of a repository (GitHub REST API, "Deployment environments" and "Deployment branch policies"). */
export function environmentsSection(
  where: RepositoryName,
  desired: readonly DesiredEnvironment[],
  source: string,
): Section {
  const byName = new Map(desired.map((environment) => [environment.name, environment]));
  return section<FoundEnvironment>({
    what: `environments of ${where.owner}/${where.repo}`,
    needs: 'Actions: read',
    source,
    wanted: new Map(desired.map((environment) => [`environment ${environment.name}`, wantedFields(environment)])),
    read: (github) => read(github, where),
    calls: (name, found) => calls(where, byName.get(name.replace('environment ', ''))!, found),
  });
}

function wantedFields({ reviewers, branches }: DesiredEnvironment): Fields {
  return {
    wait_timer: 0,
    reviewers: reviewers.map((team) => `team ${team}`),
    prevent_self_review: reviewers.length > 0,
    // Apps that decide about jobs.
    custom_deployment_protection_rules: [],
    deployment_branch_policy: 'custom_branch_policies',
    branch_policies: branches,
  };
}

async function read(github: GitHub, where: RepositoryName): Promise<ReadonlyMap<string, FoundEnvironment>> {
  const all = await github.paginate('GET /repos/{owner}/{repo}/environments', { ...where, per_page: 100 });
  const found = all.map(async (one): Promise<[string, FoundEnvironment]> => {
    const policy = one.deployment_branch_policy;
    const patterns = policy?.custom_branch_policies ? await patternsOf(github, where, one.name) : [];
    const { data } = await github.request(
      'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules',
      { ...where, environment_name: one.name },
    );
    const fields = {
      ...protectionOf(one.protection_rules ?? []),
      custom_deployment_protection_rules: (data.custom_deployment_protection_rules ?? []).map(({ app }) => app.slug),
      deployment_branch_policy: policy
        ? policy.custom_branch_policies
          ? 'custom_branch_policies'
          : 'protected_branches'
        : null,
      branch_policies: patterns.map(([pattern]) => pattern),
    };
    return [`environment ${one.name}`, { fields, patterns: new Map(patterns) }];
  });
  return new Map(await Promise.all(found));
}

async function patternsOf(github: GitHub, where: RepositoryName, environment: string): Promise<[string, number][]> {
  const policies = await github.paginate(
    'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies',
    { ...where, environment_name: environment, per_page: 100 },
  );
  return policies.map(({ name, id, type = 'branch' }) => [type === 'branch' ? name! : `${type} ${name}`, id!]);
}

type Rules = NonNullable<components['schemas']['environment']['protection_rules']>;

/** An unknown kind of rule is a field of its own, which no declaration contains. */
function protectionOf(rules: Rules): Fields {
  const fields: Record<string, Fields[string]> = { wait_timer: 0, reviewers: [], prevent_self_review: false };
  for (const rule of rules) {
    if (rule.type === 'wait_timer' && 'wait_timer' in rule) fields['wait_timer'] = rule.wait_timer ?? 0;
    else if (rule.type === 'required_reviewers' && 'reviewers' in rule) {
      fields['prevent_self_review'] = rule.prevent_self_review ?? false;
      fields['reviewers'] = (rule.reviewers ?? []).map(({ reviewer }) =>
        reviewer && 'slug' in reviewer
          ? `team ${reviewer.slug}`
          : `user ${reviewer && 'login' in reviewer ? reviewer.login : '?'}`,
      );
    } else if (rule.type !== 'branch_policy') fields[`protection_rules.${rule.type}`] = true;
  }
  return fields;
}

function calls(where: RepositoryName, wanted: DesiredEnvironment, found: FoundEnvironment | undefined): Call[] {
  const path = `repos/${where.owner}/${where.repo}/environments/${wanted.name}`;
  const there = found?.patterns ?? new Map<string, number>();
  const reviewers = wanted.reviewers.map((team) => ({ type: 'Team', id: { idOfTeam: team } satisfies TeamId }));
  return [
    {
      method: 'PUT',
      path,
      body: {
        wait_timer: 0,
        prevent_self_review: reviewers.length > 0,
        reviewers: reviewers.length > 0 ? reviewers : null,
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      },
    },
    ...wanted.branches
      .filter((name) => !there.has(name))
      .map((name): Call => ({
        method: 'POST',
        path: `${path}/deployment-branch-policies`,
        body: { name, type: 'branch' },
      })),
    ...[...there]
      .filter(([name]) => !wanted.branches.includes(name))
      .map(([, id]): Call => ({ method: 'DELETE', path: `${path}/deployment-branch-policies/${id}` })),
  ];
}
