import type { components } from '@octokit/openapi-types';

export type Schemas = components['schemas'];
export type Environment = Schemas['environment'];
export type Ruleset = Schemas['repository-ruleset'];

/**
 * The data of one repository on GitHub. All of it has the shape in the documentation of its REST API, from which the types of octokit are generated.
 */
export interface RepositoryState {
  defaultBranch: string;
  /** The permission of each team, by its slug. */
  teams: Record<string, string>;
  environments: Environment[];
  branchPolicies: Record<string, Required<Pick<Schemas['deployment-branch-policy'], 'id' | 'name' | 'type'>>[]>;
  /** The apps that protect an environment, by its name. */
  protectingApps: Record<string, string[]>;
  rulesets: Ruleset[];
  permissions: Schemas['actions-repository-permissions'];
  selected: Schemas['selected-actions'];
  workflow: Schemas['actions-get-default-workflow-permissions'];
  subject: Schemas['oidc-custom-sub-repo'];
  /** The comments of pull requests, by the number of each. */
  comments: Record<number, { id: number; body: string; user: { login: string } }[]>;
  /** GitHub lists pull requests among them. */
  issues: {
    number: number;
    title: string;
    body: string;
    state: string;
    user: { login: string };
    pull_request?: object;
  }[];
  /** The open ones. */
  pulls: { number: number; head: { repo: { full_name: string } } }[];
}

export interface State {
  /** The teams of the organization, by slug: their ids, and whether they are visible to the organization. */
  readonly teams: Record<string, { id: number; privacy: string }>;
  readonly repositories: Record<string, RepositoryState>;
  /** The paths with another response status, by a pattern, such as for a permission that the token lacks. */
  readonly refused: { path: RegExp; status: number; message: string }[];
  /** True if the token may write to rulesets; otherwise GitHub does not return the bypass actors. */
  writes: boolean;
  /** Entries on a page, if fewer than requested. */
  page: number;
  /** Every call that changed something, such as `PUT /repos/...`. */
  readonly changes: string[];
}

/** A new repository, as GitHub makes it. */
export function newRepository(): RepositoryState {
  return {
    defaultBranch: 'main',
    teams: {},
    environments: [],
    branchPolicies: {},
    protectingApps: {},
    rulesets: [],
    permissions: { enabled: true, allowed_actions: 'all', sha_pinning_required: false },
    selected: { github_owned_allowed: false, verified_allowed: false, patterns_allowed: [] },
    workflow: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
    subject: { use_default: true, use_immutable_subject: false },
    comments: {},
    issues: [],
    pulls: [],
  };
}
