import type { GitHub } from '../client';
import type { RepositoryName } from '../desired';
import { section, type Call, type Fields, type Found, type Section } from '../section';

/** One setting with a path of its own, for reading and writing. */
interface Single {
  readonly name: string;
  readonly needs: string;
  readonly path: string;
  readonly method: 'PUT' | 'PATCH';
  readonly wanted: Fields;
  /** Undefined if the setting is not in force. */
  read(github: GitHub): Promise<Fields | undefined>;
}

const permissionsToRead = 'Administration: read';

/**
 * The permissions of a repository's workflows, whatever they request, and the contents of their tokens (GitHub REST API, "GitHub Actions
 * permissions", "OIDC").
 */
export function actionsSections(
  where: RepositoryName,
  desired: { readonly defaultBranch: string; readonly actions: readonly string[]; readonly immutableSubjects: boolean },
): Section[] {
  const repository = 'GET /repos/{owner}/{repo}';
  const permissions = `${repository}/actions/permissions` as const;
  const singles: Single[] = [
    {
      name: 'default branch',
      needs: 'Metadata: read',
      path: '',
      method: 'PATCH',
      wanted: { default_branch: desired.defaultBranch },
      read: async (github) => {
        const { data } = await github.request(repository, where);
        return { default_branch: data.default_branch };
      },
    },
    {
      name: 'permissions of actions',
      needs: permissionsToRead,
      path: '/actions/permissions',
      method: 'PUT',
      // GitHub documentation, "Managing GitHub Actions settings": an action that is not pinned to a commit fails.
      wanted: { enabled: true, allowed_actions: 'selected', sha_pinning_required: true },
      read: async (github) => {
        const { data } = await github.request(permissions, where);
        const { enabled, allowed_actions = null, sha_pinning_required = null } = data;
        return { enabled, allowed_actions, sha_pinning_required };
      },
    },
    {
      name: 'selected actions',
      needs: permissionsToRead,
      path: '/actions/permissions/selected-actions',
      method: 'PUT',
      wanted: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: desired.actions },
      read: async (github) => {
        // GitHub has a list, and returns it, only if the allowed actions are the selected ones.
        if ((await github.request(permissions, where)).data.allowed_actions !== 'selected') return undefined;
        const { data } = await github.request(`${permissions}/selected-actions`, where);
        const { github_owned_allowed = null, verified_allowed = null, patterns_allowed = [] } = data;
        return { github_owned_allowed, verified_allowed, patterns_allowed };
      },
    },
    {
      name: 'token of workflows',
      needs: permissionsToRead,
      path: '/actions/permissions/workflow',
      method: 'PUT',
      wanted: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
      read: async (github) => {
        const { data } = await github.request(`${permissions}/workflow`, where);
        const { default_workflow_permissions, can_approve_pull_request_reviews } = data;
        return { default_workflow_permissions, can_approve_pull_request_reviews };
      },
    },
    {
      name: 'subject of OIDC tokens',
      needs: 'Actions: read',
      path: '/actions/oidc/customization/sub',
      method: 'PUT',
      // The trust policies of all roles name the subject as GitHub writes it by default (environments/src/ci.ts).
      wanted: { use_default: true, use_immutable_subject: desired.immutableSubjects },
      read: async (github) => {
        const { data } = await github.request(`${repository}/actions/oidc/customization/sub`, where);
        return { use_default: data.use_default, use_immutable_subject: data.use_immutable_subject ?? false };
      },
    },
  ];
  return singles.map((single) => sectionOf(where, single));
}

function sectionOf({ owner, repo }: RepositoryName, { name, needs, path, method, wanted, read }: Single): Section {
  const call: Call = { method, path: `repos/${owner}/${repo}${path}`, body: wanted };
  return section<Found>({
    what: `${name} of ${owner}/${repo}`,
    needs,
    source: 'tools/ci/src/settings/sections/actions.ts',
    wanted: new Map([[name, wanted]]),
    read: async (github) => {
      const fields = await read(github);
      return new Map(fields ? [[name, { fields }]] : []);
    },
    calls: () => [call],
  });
}
