import { environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

const issuer = 'token.actions.githubusercontent.com';

/** The only subjects with which a token gets the role of an environment. */
function admittedTo(ref: string) {
  const role = synthesized(main, environment(ref)).resource('aws_iam_role', 'release/Resource').config;
  const { Statement } = JSON.parse(String(role.assume_role_policy)) as {
    Statement: { Condition: Record<string, Record<string, string | string[]>> }[];
  };
  // This test can only evaluate equality.
  expect(Statement.map(({ Condition }) => Object.keys(Condition))).toEqual([['StringEquals']]);
  const { [`${issuer}:sub`]: subjects = [], ...rest } = Statement[0]!.Condition['StringEquals']!;
  expect(rest).toEqual({ [`${issuer}:aud`]: 'sts.amazonaws.com' });
  return [subjects].flat();
}

const application = 'repo:malinshopper/application';

test.each([
  ['testing', `${application}:environment:testing`],
  ['testing', `${application}:environment:staging`],
  ['staging', `${application}:environment:production`],
  ['production', `${application}:environment:production`],
  ['feature/checkout', `${application}:ref:refs/heads/feature/checkout`],
])('the role of %s trusts the job %s', (ref, subject) => {
  expect(admittedTo(ref)).toContain(subject);
});

test.each([
  ['production', "a fork's job in an environment of the same name", 'repo:someone/application:environment:production'],
  ['production', 'the infrastructure', 'repo:malinshopper/infrastructure:environment:production'],
  ['production', 'the main branch without an environment', `${application}:ref:refs/heads/main`],
  ['production', 'a job with approval for staging only', `${application}:environment:staging`],
  ['production', 'an environment with a name of the same prefix', `${application}:environment:production-2`],
  ['staging', 'a job with approval for testing only', `${application}:environment:testing`],
  ['testing', 'a job with approval for production', `${application}:environment:production`],
  ['testing', 'a pull request', `${application}:pull_request`],
  ['feature/checkout', "a fork's branch of the same name", 'repo:someone/application:ref:refs/heads/feature/checkout'],
  ['feature/checkout', "a fork's pull request", 'repo:someone/application:pull_request'],
  ['feature/checkout', 'a pull request', `${application}:pull_request`],
  ['feature/checkout', 'another branch', `${application}:ref:refs/heads/feature/other`],
  ['feature/checkout', 'a tag of the same name', `${application}:ref:refs/tags/feature/checkout`],
  [
    'feature/checkout',
    'a repository with a name of the same prefix',
    `${application}-2:ref:refs/heads/feature/checkout`,
  ],
])('the role of %s does not trust %s', (ref, _who, subject) => {
  expect(admittedTo(ref)).not.toContain(subject);
});
