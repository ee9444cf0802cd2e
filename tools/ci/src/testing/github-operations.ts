import type { Environment, RepositoryState, Ruleset, Schemas, State } from './github-state';

/** The fields of request bodies that this fake GitHub implements. */
export interface Body {
  readonly name: string;
  readonly privacy: string;
  readonly permission: string;
  readonly default_branch: string;
  readonly type: 'branch' | 'tag';
  readonly body: string;
  readonly title: string;
}
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly list?: readonly unknown[];
  readonly key?: string;
};
type Handler = (state: State, of: RepositoryState, parts: string[], body: Body) => Answer | undefined;

let next = 100;
const done: Answer = { status: 204 };
const ok = (body: unknown): Answer => ({ status: 200, body });
const listed = (list: readonly unknown[], key?: string): Answer => ({ status: 200, list, ...(key ? { key } : {}) });

/** The operations by method and path, with `*` for one part of the path. A call that is not listed is refused by name. */
export const operations: Record<string, Handler> = {
  'GET /orgs/*/teams': ({ teams }) =>
    listed(Object.entries(teams).map(([slug, team]) => ({ slug, name: slug, ...team }))),
  'POST /orgs/*/teams': ({ teams }, _of, _parts, { name, privacy }) => {
    if (teams[name]) return { status: 422, body: { message: 'Validation Failed' } };
    teams[name] = { id: next++, privacy };
    return { status: 201, body: { slug: name, ...teams[name] } };
  },
  'GET /orgs/*/teams/*': ({ teams }, _of, [, slug]) => (teams[slug!] ? ok({ slug, ...teams[slug!] }) : undefined),
  'PATCH /orgs/*/teams/*': ({ teams }, _of, [, slug], body) => ok(Object.assign(teams[slug!]!, body)),
  'PUT /orgs/*/teams/*/repos/*/*': ({ repositories, teams }, _of, [, slug, owner, repo], { permission }) => {
    if (!teams[slug!]) return undefined;
    repositories[`${owner}/${repo}`]!.teams[slug!] = permission;
    return done;
  },
  'GET /repos/*/*': (_state, of) => ok({ default_branch: of.defaultBranch }),
  'PATCH /repos/*/*': (_state, of, _parts, { default_branch }) =>
    ok({ default_branch: (of.defaultBranch = default_branch) }),
  'GET /repos/*/*/teams': ({ teams }, of) =>
    listed(Object.entries(of.teams).map(([slug, permission]) => ({ slug, name: slug, ...teams[slug], permission }))),
  'GET /repos/*/*/actions/permissions': (_state, of) => ok(of.permissions),
  'PUT /repos/*/*/actions/permissions': (_state, of, _parts, body) => (Object.assign(of.permissions, body), done),
  'GET /repos/*/*/actions/permissions/selected-actions': (_state, of) =>
    of.permissions.allowed_actions === 'selected' ? ok(of.selected) : { status: 409, body: { message: 'Conflict' } },
  'PUT /repos/*/*/actions/permissions/selected-actions': (_state, of, _parts, body) => (
    Object.assign(of.selected, body),
    done
  ),
  'GET /repos/*/*/actions/permissions/workflow': (_state, of) => ok(of.workflow),
  'PUT /repos/*/*/actions/permissions/workflow': (_state, of, _parts, body) => (Object.assign(of.workflow, body), done),
  'GET /repos/*/*/actions/oidc/customization/sub': (_state, of) => ok(of.subject),
  'PUT /repos/*/*/actions/oidc/customization/sub': (_state, of, _parts, body) => {
    of.subject = body as unknown as typeof of.subject;
    return { status: 201, body: {} };
  },
  'GET /repos/*/*/pulls': (_state, of) => listed(of.pulls),
  'GET /repos/*/*/issues': (_state, of) => listed(of.issues),
  'POST /repos/*/*/issues': (_state, of, _parts, { title, body }) => {
    const made = { number: next++, title, body, state: 'open', user: { login: 'github-actions[bot]' } };
    of.issues.push(made);
    return { status: 201, body: made };
  },
  'PATCH /repos/*/*/issues/*': (_state, of, [, , number], body) => {
    const found = of.issues.find((one) => String(one.number) === number);
    return found && ok(Object.assign(found, body));
  },
  'GET /repos/*/*/issues/*/comments': (_state, of, [, , number]) => listed(of.comments[Number(number)] ?? []),
  'POST /repos/*/*/issues/*/comments': (_state, of, [, , number], { body }) => {
    // The response of GitHub to a longer one.
    if (body.length > 65_536)
      return { status: 422, body: { message: 'body is too long (maximum is 65536 characters)' } };
    // The user of a job's token (GitHub documentation, "GITHUB_TOKEN").
    const made = { id: next++, body, user: { login: 'github-actions[bot]' } };
    (of.comments[Number(number)] ??= []).push(made);
    return { status: 201, body: made };
  },
  'PATCH /repos/*/*/issues/comments/*': (_state, of, [, , id], { body }) => {
    if (body.length > 65_536)
      return { status: 422, body: { message: 'body is too long (maximum is 65536 characters)' } };
    const found = Object.values(of.comments)
      .flat()
      .find((one) => String(one.id) === id);
    return found && ok(Object.assign(found, { body }));
  },
  'GET /repos/*/*/rulesets': (_state, of) =>
    // GitHub lists rulesets without their rules.
    listed(of.rulesets.map(({ id, name, target, source, enforcement }) => ({ id, name, target, source, enforcement }))),
  'GET /repos/*/*/rulesets/*': ({ writes }, of, [, , id]) => {
    const ruleset = of.rulesets.find((one) => String(one.id) === id);
    if (!ruleset) return undefined;
    const { bypass_actors, ...readable } = ruleset;
    return ok(writes ? { bypass_actors, ...readable } : readable);
  },
  'POST /repos/*/*/rulesets': (_state, of, _parts, body) => {
    const ruleset = { ...(body as unknown as Ruleset), id: next++, source_type: 'Repository' as const };
    of.rulesets.push(ruleset);
    return { status: 201, body: ruleset };
  },
  'PUT /repos/*/*/rulesets/*': (_state, of, [, , id], body) => {
    const ruleset = of.rulesets.find((one) => String(one.id) === id);
    return ruleset && ok(Object.assign(ruleset, body));
  },
  'GET /repos/*/*/environments': (_state, of) => listed(of.environments, 'environments'),
  'PUT /repos/*/*/environments/*': (state, of, [, , name], body) => ok(putEnvironment(state, of, name!, body)),
  'GET /repos/*/*/environments/*/deployment-branch-policies': (_state, of, [, , name]) =>
    listed(of.branchPolicies[name!] ?? [], 'branch_policies'),
  'GET /repos/*/*/environments/*/deployment_protection_rules': (_state, of, [, , name]) => {
    const apps = of.protectingApps[name!] ?? [];
    const rules = apps.map((slug, id) => ({ id, node_id: '', enabled: true, app: { id, slug, node_id: '' } }));
    return ok({ total_count: rules.length, custom_deployment_protection_rules: rules });
  },
  'POST /repos/*/*/environments/*/deployment-branch-policies': (_state, of, [, , environment], { name, type }) => {
    const policies = (of.branchPolicies[environment!] ??= []);
    if (policies.some((one) => one.name === name)) return { status: 303 };
    policies.push({ id: next++, name, type });
    return ok(policies.at(-1));
  },
  'DELETE /repos/*/*/environments/*/deployment-branch-policies/*': (_state, of, [, , environment, id]) => {
    const policies = of.branchPolicies[environment!] ?? [];
    of.branchPolicies[environment!] = policies.filter((one) => String(one.id) !== id);
    return done;
  },
};

function putEnvironment({ teams }: State, of: RepositoryState, name: string, body: Body): Environment {
  const { wait_timer, prevent_self_review, reviewers, deployment_branch_policy } = body as unknown as {
    readonly wait_timer: number;
    readonly prevent_self_review: boolean;
    readonly reviewers: readonly { readonly type: 'Team'; readonly id: number }[] | null;
    readonly deployment_branch_policy: Schemas['deployment-branch-policy-settings'];
  };
  const slugOf = (id: number) => Object.entries(teams).find(([, team]) => team.id === id)![0];
  const rule = (type: string, more: object) => ({ id: next++, node_id: '', type, ...more });
  const asked = reviewers?.map(({ type, id }) => ({ type, reviewer: { id, slug: slugOf(id) } })) as never;
  const protection_rules: Environment['protection_rules'] = [
    ...(wait_timer ? [rule('wait_timer', { wait_timer })] : []),
    ...(reviewers ? [rule('required_reviewers', { prevent_self_review, reviewers: asked })] : []),
    ...(deployment_branch_policy ? [rule('branch_policy', {})] : []),
  ];
  const fixed = { id: next++, node_id: '', url: '', html_url: '', created_at: '', updated_at: '' };
  const made = { ...fixed, name, protection_rules, deployment_branch_policy };
  of.environments = [...of.environments.filter((one) => one.name !== name), made];
  return made;
}
