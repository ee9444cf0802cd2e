import { type Mutation } from '../../testing/mutation';
import { firstOfTrust, paths, role } from './on-roles';

const issuer = 'token.actions.githubusercontent.com';

export const githubMutations: readonly Mutation[] = [
  role(
    'CKV_AWS_393',
    "every repository's workflows get in",
    paths.ci,
    firstOfTrust((statement) => {
      delete statement.Condition.StringEquals[`${issuer}:sub`];
    }),
  ),
  role(
    'CKV_AWS_393',
    'workflows of another repository get in',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:sub`] = 'repo:somebody/else:environment:production';
    }),
  ),
  role(
    'CKV_AWS_393',
    'workflows of every repository of the owner get in',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition.StringLike = { [`${issuer}:sub`]: 'repo:malinshopper/*' };
      delete statement.Condition.StringEquals[`${issuer}:sub`];
    }),
  ),
  role(
    'CKV_AWS_393',
    'the subject is only demanded where there is one',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition = { StringEqualsIfExists: statement.Condition.StringEquals };
    }),
  ),
  role(
    'MAL_IAM_5',
    'workflows of every branch get in',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:sub`] = 'repo:malinshopper/infrastructure:ref:refs/heads/main';
    }),
  ),
  role(
    'MAL_IAM_5',
    'workflows of pull requests get in',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:sub`] = 'repo:malinshopper/infrastructure:pull_request';
    }),
  ),
  role(
    'MAL_IAM_5',
    'workflows of every environment get in',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition = { StringLike: { [`${issuer}:sub`]: 'repo:malinshopper/infrastructure:environment:*' } };
    }),
  ),
  role(
    'CKV_AWS_393',
    'workflows of this repository release',
    paths.release,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:sub`] = 'repo:malinshopper/infrastructure:environment:production';
    }),
  ),
  role(
    'MAL_IAM_5',
    'who may release to testing may release to production',
    paths.release,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:sub`] = 'repo:malinshopper/application:environment:testing';
    }),
  ),
  {
    ...role(
      'MAL_IAM_5',
      'a branch releases to any other',
      paths.release,
      firstOfTrust((statement) => {
        statement.Condition = { StringLike: { [`${issuer}:sub`]: 'repo:malinshopper/application:ref:refs/heads/*' } };
      }),
    ),
    kind: 'branch',
  },
  role(
    'MAL_IAM_6',
    'a token for another service opens the account',
    paths.ci,
    firstOfTrust((statement) => {
      delete statement.Condition.StringEquals[`${issuer}:aud`];
    }),
  ),
  role(
    'MAL_IAM_6',
    'one of two audiences is another service',
    paths.ci,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals[`${issuer}:aud`] = ['sts.amazonaws.com', 'https://github.com/malinshopper'];
    }),
  ),
  {
    rule: 'MAL_IAM_7',
    what: 'somebody else says who they are',
    type: 'aws_iam_openid_connect_provider',
    change: (config) => (config.url = 'https://gitlab.com'),
  },
  {
    rule: 'MAL_IAM_7',
    what: "GitHub's tokens for other services are taken",
    type: 'aws_iam_openid_connect_provider',
    change: (config) => config.client_id_list.push('vault'),
  },
];
