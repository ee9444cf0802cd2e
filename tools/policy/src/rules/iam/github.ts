import {
  applicationRepository,
  gitHubReviewSubject,
  gitHubSubject,
  releaseSubjects,
  repository,
} from '@malinshopper/environments';
import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { all, at } from '../ask';
import { rulesOf } from '../table';
import { ciRoleOf, isForReviews } from './ci-roles';
import { inTrust, noStatement, roles } from '../statement-asks';
import { demanded, trustOf } from '../trust';

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';
const sub = `${issuer}:sub`;
const aud = `${issuer}:aud`;
const [own, application] = [`repo:${repository}`, `repo:${applicationRepository}`];

/** The statements of a trust policy for an identity provider. */
const federated = (role: Resource, world: World) =>
  trustOf(role, world).filter(({ principals }) => principals?.['Federated'] !== undefined);

/** True if a role is for workflows on GitHub, or for another identity provider. */
export const isFederated = (role: Resource, world: World) => federated(role, world).length > 0;

/**
 * True if a role is for the release workflows of the application. All other roles are for workflows of this repository.
 */
export const isForReleases = (role: Resource, world: World) => role.app === 'delivery' && isFederated(role, world);

const subjects = (statement: Statement) => demanded(statement, sub) ?? [];

/**
 * The subjects that may assume a role: each environment of GitHub has one role in an account, which plans, deploys or
 * reviews.
 */
function subjectsFor(role: Resource, world: World): readonly string[] {
  if (isForReleases(role, world)) return releaseSubjects(world.environment);
  const ofCi = ciRoleOf(role, world);
  if (ofCi) return [gitHubSubject(ofCi.account.name, ofCi.team, ofCi.purpose)];
  return isForReviews(role) ? [gitHubReviewSubject(world.environment.account.name)] : [];
}

/** A break: the condition on the token has another value; undefined deletes it. */
const tokenHas = (key: string, value: unknown) => inTrust(({ Condition }) => (Condition.StringEquals[key] = value));
/** A break: the subject has to match a pattern, and the only other condition is removed. */
const subjectLike = (pattern: string) => inTrust({ Condition: { StringLike: { [sub]: pattern } } });

/**
 * The workflows of GitHub that assume roles (GitHub documentation, "OpenID Connect reference"): the subject of a job
 * that names an environment is `repo:<owner>/<name>:environment:<environment>`, and the rules of the environment decide
 * which jobs run. A job of a pull request from a fork never has one.
 */
export const workflows = rulesOf(
  'aws_iam_role',
  {
    CKV_AWS_393: {
      title:
        'Only workflows of the two known repositories assume roles: this one to deploy, the application to release',
      severity: 'critical',
      covers: 'CKV_AWS_358',
      about: isFederated,
      why: 'Every repository on GitHub gets its tokens from the same issuer',
      fix: `Set StringEquals on ${sub} with repo:${repository}:environment:<environment>`,
      ask: noStatement(
        federated,
        (statement, _world, role) => {
          const wanted = `${role.app === 'delivery' ? application : own}:`;
          if (subjects(statement).length === 0) return `demands no ${sub}`;
          const foreign = subjects(statement).find((subject) => !subject.startsWith(wanted));
          return foreign && `allows ${foreign}`;
        },
        {
          'workflows of every repository may assume it': tokenHas(sub, undefined),
          'workflows of another repository may assume it': tokenHas(sub, 'repo:another/owner:environment:production'),
          'workflows of every repository of the owner may assume it': subjectLike('repo:malinshopper/*'),
          'the subject is demanded only if there is one': inTrust((statement) => {
            statement.Condition = { StringEqualsIfExists: statement.Condition.StringEquals };
          }),
          'workflows of this repository release': {
            ...roles.release,
            change: tokenHas(sub, `${own}:environment:production`),
          },
        },
      ),
    },
    MAL_IAM_5: {
      title: 'Workflows assume a role from its own environment of GitHub, or to release a branch from that branch',
      severity: 'critical',
      about: isFederated,
      why: 'Every user with write access can create a branch or a pull request; an environment has reviewers',
      fix: 'Demand gitHubSubject of the account, team and purpose (environments/src/ci.ts); for releases see releaseSubjects',
      ask: noStatement(
        federated,
        (statement, world, role) => {
          const found = subjects(statement);
          if (found.length === 0) return 'demands no subject';
          const right = subjectsFor(role, world);
          const loose = found.find((subject) => !right.includes(subject));
          return loose && `allows ${loose}`;
        },
        {
          'workflows of the branch main may assume it': tokenHas(sub, `${own}:ref:refs/heads/main`),
          'workflows of pull requests may assume it': tokenHas(sub, `${own}:pull_request`),
          'workflows of every environment may assume it': subjectLike(`${own}:environment:*`),
          'workflows of an environment that does not exist may assume it': tokenHas(
            sub,
            `${own}:environment:production`,
          ),
          'workflows that plan may deploy': tokenHas(sub, gitHubSubject('production', 'network', 'plan')),
          'workflows of another team may deploy': tokenHas(sub, gitHubSubject('production', 'compute', 'deploy')),
          'workflows for another account may deploy': tokenHas(
            sub,
            gitHubSubject('nonproduction', 'network', 'deploy'),
          ),
          'workflows of a second environment may deploy': tokenHas(sub, [
            gitHubSubject('production', 'network', 'deploy'),
            gitHubReviewSubject('production'),
          ]),
          'releases to testing may be releases to production': {
            ...roles.release,
            change: tokenHas(sub, `${application}:environment:testing`),
          },
          'a branch releases to any other': {
            scenario: 'branch',
            ...roles.release,
            change: subjectLike(`${application}:ref:refs/heads/*`),
          },
        },
      ),
    },
    MAL_IAM_6: {
      title: 'Workflows assume roles with a token for AWS',
      severity: 'high',
      about: isFederated,
      why: 'A token that a workflow sent to another service would be accepted too',
      fix: `Set StringEquals on ${aud} with ${audience}`,
      ask: noStatement(
        federated,
        (statement) => {
          const found = demanded(statement, aud)?.join(', ') ?? 'every audience';
          return found !== audience && `allows tokens for ${found}`;
        },
        {
          'a token for another service is accepted': tokenHas(aud, undefined),
          'one of two audiences is another service': tokenHas(aud, [audience, 'https://github.com/malinshopper']),
        },
      ),
    },
  },
  roles.ci,
);

export const identityProviders = rulesOf('aws_iam_openid_connect_provider', {
  MAL_IAM_7: {
    title: 'GitHub is the only identity provider, and its tokens are for AWS',
    severity: 'high',
    why: 'An identity provider can issue a token for every subject',
    fix: `Set url to https://${issuer} and client_id_list to [${audience}]`,
    ask: all(
      at('url', (url) => [issuer, `https://${issuer}`].includes(String(url)), 'https://gitlab.com'),
      at('client_id_list', (ids) => [ids].flat().join() === audience, undefined, [audience, 'vault']),
    ),
  },
});
