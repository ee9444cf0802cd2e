import type { components } from '@octokit/openapi-types';

export type Schemas = components['schemas'];
export type Environment = Schemas['environment'];
export type Ruleset = Schemas['repository-ruleset'];

/** What GitHub knows of one repository. All of it is in the shape that its REST API documents, which the types of octokit are generated from. */
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
  /** Those that are open. */
  pulls: { number: number; head: { repo: { full_name: string } } }[];
}

export interface State {
  /** The teams of the organization, by slug: their number, and whether the organization sees them. */
  readonly teams: Record<string, { id: number; privacy: string }>;
  readonly repositories: Record<string, RepositoryState>;
  /** The paths that are answered with another status, by a pattern, such as a permission that the token lacks. */
  readonly refused: { path: RegExp; status: number; message: string }[];
  /** Whether the token may write to rulesets, without which GitHub does not tell who goes round them. */
  writes: boolean;
  /** Entries a page, if fewer than asked for. */
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
