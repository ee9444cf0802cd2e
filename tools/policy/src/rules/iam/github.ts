import { applicationRepository, releaseSubjects, repository } from '@malinshopper/environments';
import type { Resource, Statement, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { demanded, trustOf } from './trust';

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';

/** The statements that let somebody in by an identity provider. */
const federated = (role: Resource, world: World) =>
  trustOf(role, world).filter(({ principals }) => principals?.['Federated'] !== undefined);

/** Whether a role is for workflows on GitHub, or for another identity provider. */
export const isFederated = (role: Resource, world: World) => federated(role, world).length > 0;

/** Whether workflows of the application come in by a role, to release it; all others are those of this repository. */
export const isForReleases = (role: Resource, world: World) => role.app === 'delivery' && isFederated(role, world);
const repositoryOf = (role: Resource) => (role.app === 'delivery' ? applicationRepository : repository);

const types = ['aws_iam_role'];
const subjects = (statement: Statement) => demanded(statement, `${issuer}:sub`) ?? [];

/** A rule on each statement that lets in workflows. */
const onWorkflows = (
  rule: Omit<Rule, 'types' | 'about' | 'check'>,
  fault: (of: Statement, role: Resource, world: World) => string | undefined,
): Rule => ({
  ...rule,
  types,
  about: isFederated,
  check: (role, world) => {
    for (const statement of federated(role, world)) {
      const found = fault(statement, role, world);
      if (found !== undefined) return found;
    }
    return undefined;
  },
});

/**
 * Which workflows of GitHub get in (GitHub documentation, "OpenID Connect reference"): the subject of a job that names an
 * environment is `repo:<owner>/<name>:environment:<environment>`, and GitHub decides by the environment's own rules who may
 * run such a job. A job of a pull request from a fork never has one.
 */
export const githubRules: readonly Rule[] = [
  onWorkflows(
    {
      id: 'CKV_AWS_393',
      covers: ['CKV_AWS_358'],
      title:
        'Workflows get in only from our repositories: to deploy from this one, to release from that of the application',
      severity: 'critical',
      why: 'Every repository on GitHub gets its tokens from the same issuer',
      fix: `StringEquals on ${issuer}:sub with repo:${repository}:environment:<environment>`,
    },
    (statement, role) => {
      const all = subjects(statement);
      if (all.length === 0) return `no condition demands ${issuer}:sub`;
      const foreign = all.find((subject) => !subject.startsWith(`repo:${repositoryOf(role)}:`));
      return foreign && `${foreign} may assume it`;
    },
  ),
  onWorkflows(
    {
      id: 'MAL_IAM_5',
      title:
        'Workflows get in only from an environment of GitHub that is named; to release to a branch, from that branch',
      severity: 'critical',
      why: 'A branch or a pull request can be made by whoever can push; an environment asks its reviewers first',
      fix: 'End the subject in :environment:<environment>, without a pattern; of who releases, see releaseSubjects (environments)',
    },
    (statement, role, world) => {
      const all = subjects(statement);
      if (isForReleases(role, world)) {
        const right = releaseSubjects(world.environment);
        const stranger = (all.length > 0 ? all : ['whoever']).find((subject) => !right.includes(subject));
        return stranger && `${stranger} may release to ${world.environment.name}`;
      }
      const named = new RegExp(`^repo:${repository}:environment:[\\w.-]+$`);
      const loose = all.find((subject) => !named.test(subject));
      if (all.length === 0) return 'no subject is demanded';
      return loose && `${loose} may assume it`;
    },
  ),
  onWorkflows(
    {
      id: 'MAL_IAM_6',
      title: 'Workflows get in only with a token that was made for AWS',
      severity: 'high',
      why: 'A token that a workflow gave to another service would open our account too',
      fix: `StringEquals on ${issuer}:aud with ${audience}`,
    },
    (statement) => {
      const all = demanded(statement, `${issuer}:aud`);
      return all?.join() === audience ? undefined : `the audience is ${all ? all.join(', ') : 'whichever'}`;
    },
  ),
  {
    id: 'MAL_IAM_7',
    title: 'GitHub is the only identity provider, and its tokens are for AWS',
    severity: 'high',
    why: 'Whoever runs an identity provider can say that they are anybody',
    fix: `url https://${issuer}, client_id_list [${audience}]`,
    types: ['aws_iam_openid_connect_provider'],
    check: ({ config }) => {
      const { url, client_id_list: audiences = [] } = config as { url?: string; client_id_list?: string[] };
      if (url?.replace(/^https:\/\//, '') !== issuer) return `url is ${JSON.stringify(url)}`;
      return audiences.join() === audience ? undefined : `it takes tokens for ${audiences.join(', ')}`;
    },
  },
];
