import type { Environment } from './environment';
import { fullRef } from './git-ref';
import type { EnvironmentConfig } from './schema';
import { applicationRepository } from './teams';

/**
 * The source of each environment's revisions: a revision goes through testing, staging and production, with the same
 * bytes.
 */
export const promotedFrom: Partial<Record<EnvironmentConfig['kind'], EnvironmentConfig['kind']>> = {
  staging: 'testing',
  production: 'staging',
};

/** The path of the identities that release, among all of an account: `role/delivery/testing-release`. */
export const releasePath = '/delivery/';

/** The role that jobs of the application on GitHub assume to release to an environment. */
export function releaseRoleName({ name }: Pick<Environment, 'name'>): string {
  return `${name}-release`;
}

/** The ARN of that role, for workflows. */
export function releaseRoleArn({ name, account }: Pick<Environment, 'name' | 'account'>): string {
  return `arn:aws:iam::${account.id}:role${releasePath}${releaseRoleName({ name })}`;
}

/**
 * The subjects of the tokens of GitHub jobs with permission to release to an environment (GitHub documentation, "OpenID
 * Connect reference"). For a long-lived one: jobs in the GitHub environment of the same name, and in the one to which
 * it is promoted, because such a job reads its revision here. For a branch: jobs of that branch. A fork's jobs never
 * have such a subject: it begins with the repository of the fork, and that of a pull request ends in `:pull_request`.
 */
export function releaseSubjects({ kind, ref }: Pick<Environment, 'kind' | 'ref'>): string[] {
  const subject = (context: string) => `repo:${applicationRepository}:${context}`;
  if (kind === 'branch') return [subject(`ref:${writableInPolicy(fullRef(ref))}`)];
  const next = Object.entries(promotedFrom).flatMap(([to, from]) => (from === kind ? [to] : []));
  return [kind, ...next].map((name) => subject(`environment:${name}`));
}

/**
 * IAM does not support characters beyond U+00FF in a policy (IAM API, CreateRole, pattern of AssumeRolePolicyDocument),
 * and the AWS provider writes JSON without escapes. They are replaced by "~", which git does not allow in a ref: no job
 * ever has such a subject. Such a branch has its environment, and people release to it.
 */
const writableInPolicy = (ref: string) => ref.replace(/[^\u0020-\u00ff]/gu, '~');
