import { token } from './github-stand-in';
import type { Attempt } from './attempt';
import type { Job } from './definition';
import type { Contexts } from './expressions';
import type { GitHub } from './github';

/** The variables that GitHub sets (GitHub documentation, "Variables reference"), as far as they are used here. */
export function machineEnv(
  gitHub: GitHub,
  { permissions }: Job,
  environment: string | undefined,
  { workspace, attempt }: { readonly workspace: string; readonly attempt: Attempt },
) {
  return {
    ...gitHub.env(environment),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: gitHub.event.name,
    GITHUB_REPOSITORY: gitHub.repository,
    GITHUB_RUN_ID: gitHub.run ?? '1',
    GITHUB_RUN_ATTEMPT: String(attempt.number),
    GITHUB_WORKSPACE: workspace,
    ...(permissions['id-token'] === 'write' && gitHub.issuer.job({ sub: subjectOf(gitHub, environment) })),
  };
}

/** The subject of a job's token (GitHub documentation, "OpenID Connect reference", "Example subject claims"). */
function subjectOf({ repository, event }: GitHub, environment: string | undefined): string {
  if (environment !== undefined) return `repo:${repository}:environment:${environment}`;
  return `repo:${repository}:${event.name === 'pull_request' ? 'pull_request' : 'ref:refs/heads/main'}`;
}

/** The contexts of GitHub, as far as they are used here. */
export function contextsOf({ repository, event, run = '1' }: GitHub, attempt: Attempt): Contexts {
  const github = {
    repository,
    event_name: event.name,
    event: event.payload,
    run_id: run,
    run_attempt: String(attempt.number),
    sha: 'sha',
    token,
    job: 'job',
  };
  return { github, vars: {}, runner: { os: 'Linux' }, steps: {}, env: {} };
}
